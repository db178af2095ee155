/**
 * What audio must be to be read. Observed: the extensions, which are those that the refusal lists, and the length of the prompt
 * (docs/facts/groq-wire.md §1.3.6). Documented: the shortest audio (§4.2).
 */
export const audioLimits = {
  extensions: ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'opus', 'wav', 'webm'] as readonly string[],
  maxPromptCharacters: 896,
  minSeconds: 0.01,
} as const
