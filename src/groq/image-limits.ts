/** Documented bounds of images in a request (vision, Feb 2026; for one model, Sep 2026). */
export const imageLimits = {
  maxImages: 5,
  maxImagesOf: new Map([['qwen/qwen3.8-27b', 3]]) as ReadonlyMap<string, number>,
  maxPixels: 33_177_600,
} as const
