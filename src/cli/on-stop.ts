/**
 * Told to stop before there is anything to stop: as process 1 of a container Node would not even notice
 * (docs/facts/node.md §7). `serve` puts
 * its own ending in this place once the server listens.
 */
let stop: (signal: string) => void = () => process.exit(0)

process.on('SIGTERM', signal => stop(signal))
process.on('SIGINT', signal => stop(signal))

/** From now on a signal is answered like this. */
export const onStop = (answer: (signal: string) => void): void => {
  stop = answer
}
