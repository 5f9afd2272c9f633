export { exp, expm1, log, log1p, pow } from "./elementary";
export { gammaFunction, logGamma } from "./gamma";
export { logGammaKernel, logGammaRatio } from "./gammaKernel";
export { gammaP, gammaQ } from "./incompleteGamma";
export { gammaPInverse, gammaQInverse } from "./incompleteGammaInverse";
export { betaI, betaIComplement } from "./incompleteBeta";
export { erfc, normalCdf, normalQuantile, normalSurvival, normalSurvivalQuantile } from "./normal";
export { logPmf } from "./countLaws";
