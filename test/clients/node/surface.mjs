import assert from 'node:assert/strict'
import { test } from 'node:test'

/** The question that all clients put when a tool or a schema is at hand. */
export const QUESTION = 'What is the weather in Oslo?'

/** What a tool takes, and what structured output must be, as JSON Schema. */
export const citySchema = {
  type: 'object',
  properties: { city: { type: 'string' }, degrees: { type: 'integer', minimum: -50, maximum: 50 } },
  required: ['city', 'degrees'],
  additionalProperties: false,
}

/** Fails where a value does not fit `citySchema`. */
export const assertCity = value => {
  assert.deepEqual(Object.keys(value).sort(), ['city', 'degrees'])
  assert.equal(typeof value.city, 'string')
  assert.ok(Number.isInteger(value.degrees) && Math.abs(value.degrees) <= 50, `degrees are ${value.degrees}`)
}

/** Two seconds of silence as a WAV file. */
export const silence = () => {
  const samples = 32_000
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(16_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return Buffer.concat([head, Buffer.alloc(samples, 0x80)])
}

/**
 * Proves what a client can do beyond text: `proofs` by title, each given where to ask (a scenario that is always well, and a
 * session of its own).
 */
export const provesSurface = (name, id, mock, proofs) => {
  for (const [i, [title, proof]] of Object.entries(proofs).entries())
    test(`${name} ${title}`, () =>
      proof(mock, { scenario: 'status-200', session: `${id}-surface-${i}`, prompt: QUESTION }))
}
