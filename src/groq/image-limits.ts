/** Documented bounds of images in a request (vision, Feb 2026; for one model, Sep 2026): docs/facts/groq-wire.md §4.2. */
export const imageLimits = {
  /** Of a request with a base64 image; above it 413. Documented as 4 MB; that it is 1024² each is inferred, as measured for audio. */
  maxBase64RequestBytes: 4 * 1024 ** 2,
  maxImages: 5,
  maxImagesOf: new Map([['qwen/qwen3.8-27b', 3]]) as ReadonlyMap<string, number>,
  maxPixels: 33_177_600,
} as const
