/**
 * How much is measured. `turns` of `seconds` for each server; `starts` of each; `memory` are the numbers of requests at which it is
 * looked at, with a smaller `journal` where the default one would not be full by the first of them; `instructions` counts
 * at most so many batches, until the latest `batches` agree.
 */
export const sizes = {
  normal: {
    turns: 5,
    seconds: 3,
    warmUpSeconds: 3,
    starts: 9,
    memory: [200_000, 400_000, 600_000, 800_000, 1_000_000],
    uploads: 5,
    rounds: 3,
    delay: { connections: 256, each: 43 },
    streams: 2000,
    leaving: 100,
    instructions: { warmUp: 3000, counted: 250, batches: 5, most: 12 },
  },
  quick: {
    turns: 3,
    seconds: 1,
    warmUpSeconds: 1,
    starts: 3,
    memory: [20_000, 40_000, 60_000],
    journal: '4MiB',
    uploads: 2,
    rounds: 1,
    delay: { connections: 256, each: 13 },
    streams: 500,
    leaving: 30,
    instructions: { warmUp: 1500, counted: 250, batches: 5, most: 12 },
  },
  /** Tries that everything runs; its figures mean nothing. */
  tiny: {
    kinds: ['differing'],
    withoutLog: true,
    samples: 10,
    turns: 1,
    seconds: 0.02,
    warmUpSeconds: 0.01,
    starts: 1,
    memory: [20, 40],
    journal: '1MiB',
    uploads: 1,
    rounds: 1,
    delay: { connections: 2, each: 4 },
    streams: 5,
    leaving: 2,
    instructions: { warmUp: 10, counted: 5, batches: 1, most: 1 },
  },
}
