export { Inforce, type InforceOptions, inforce } from "./inforce.js";
export { Portfolio, portfolio } from "./portfolio.js";
