// What the library may call.

export * from "./special/index";
export * from "./moments";
export * from "./select";
export * from "./sketch";
export { advanceChunk, beginChunk, drawLargest, prepareComponent } from "./component";
export { addToTotal, clearTotal } from "./block";
export { fillClaims } from "./claims";
export { addToOutputTotals, clearOutputTotals, outputAddress } from "./outputs";
export { fillCounts, fillWords } from "./draw";
export { makeRoots, transform, transformBack } from "./fourier";
export { squeezeFactor } from "./gamma";
export { clearWeights } from "./largest";
export { pairs } from "./special/pairs";
export { blockAddress, scratchAddress, tablesAddress, totalAddress, weightsAddress } from "./layout";
export { chacha20, startStream } from "./stream";
export { writeAlias } from "./setup/alias";
export { beginPanel, fitPanel } from "./setup/panels";
export { beginSumDensity, sumDensity, sumDensityRoom } from "./setup/sumDensity";
export { addFlat, addPanels, beginStrips, mostStretches, stretchCount, stripCount } from "./setup/strips";
export {
  spectrumAdd,
  spectrumAffine,
  spectrumExp,
  spectrumExpm1,
  spectrumLog1p,
  spectrumMultiply,
  spectrumPolynomial,
  spectrumReciprocal,
  tilt,
} from "./spectrum";
