export { loadModel } from "./loadModel.js";
export { type ModelSource, parseModel } from "./parseModel.js";
