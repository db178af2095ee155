import { readFileSync } from 'node:fs'

/** What a bare server plays back, one after the other, from the file that its first argument names; the second is its port. */
export const playback = () => {
  const [file, port] = process.argv.slice(2)
  const samples = JSON.parse(readFileSync(file, 'utf8'))
  let answered = 0
  return { samples, next: () => samples[answered++ % samples.length], port: Number(port) }
}
