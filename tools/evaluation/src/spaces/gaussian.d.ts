declare module 'gaussian' {
  /** The normal distribution; its `cdf` has a relative error below 1.2e-7, in the lower tail too. @param variance above 0 */
  export default function gaussian(mean: number, variance: number): { cdf(x: number): number };
}
