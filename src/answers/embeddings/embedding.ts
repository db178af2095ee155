import type { Call } from '../../call.ts'
import { defaultEmbeddingModel, embeddingModel, mostInputs } from '../../groq/embeddings.ts'
import { goJson } from '../../groq/go.ts'
import { isLongBody } from '../../is-long-body.ts'
import { isObject, list, member } from '../../json-value.ts'
import { estimateTokens } from '../../tokens.ts'
import type { Answer, AnswerContext, Complete } from '../answer.ts'
import { cutToTokens } from '../chat/cut-to-tokens.ts'
import { spaceOf, unit } from './vector.ts'

/** A text, or the tokens that a client made of one. */
type Input = string | readonly number[]

const isNumber = (value: unknown): value is number => typeof value === 'number'

const inputsOf = (input: unknown): readonly Input[] => {
  if (typeof input === 'string') return [input]
  const several = list(input)
  if (several.length > 0 && several.every(isNumber)) return [several]
  return several.slice(0, mostInputs).map(one => (typeof one === 'string' ? one : list(one).filter(isNumber)))
}

const tokensOf = (input: Input): number => (typeof input === 'string' ? estimateTokens(input) : input.length)

const within = (input: Input, tokens: number): Input =>
  typeof input === 'string' ? cutToTokens(input, tokens) : input.slice(0, tokens)

/** Documented by the model's maker: a shorter vector is the start of the longer one (docs/facts/groq-wire.md §3.7). */
const lengthOf = (asked: unknown, most: number): number =>
  isNumber(asked) && Number.isInteger(asked) && asked >= 1 && asked <= most ? asked : most

const floats = (vector: Float32Array): string => `[${Array.from(vector, value => Number(value.toPrecision(9))).join()}]`

const base64 = (vector: Float32Array): string => {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT)
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, i * Float32Array.BYTES_PER_ELEMENT)
  })
  return `"${bytes.toString('base64')}"`
}

/** Writes the vectors of inputs, one after the other. */
function* writtenVectors(
  { body, model: asked }: Pick<Call, 'body' | 'model'>,
  inputs: readonly Input[],
): Generator<string, void> {
  const model = asked ?? defaultEmbeddingModel
  const { dimensions, contextWindow } = embeddingModel(model)
  const length = lengthOf(member(body, 'dimensions'), dimensions)
  const written = member(body, 'encoding_format') === 'base64' ? base64 : floats
  const vectorOf = spaceOf(model, dimensions)
  for (const [index, input] of inputs.entries()) {
    const vector = unit(vectorOf(within(input, contextWindow)), length)
    yield `{"object":"embedding","index":${index},"embedding":${written(vector)}}`
  }
}

/** A vector takes half a millisecond, a long text three. */
const MOST_AT_ONCE = 8
/** The same where texts may be long. */
const MOST_OF_LONG = 2

/** What was made ahead: the vectors with commas between them, and how many tokens their inputs have. */
interface Made {
  readonly data: string
  readonly tokens: number
}

const ahead = new WeakMap<object, Made>()

/** Makes the vectors of many or long inputs before they are asked for, some a step; null for little. */
export const embeddingAhead = (call: Pick<Call, 'body' | 'model' | 'bodyBytes'>): Generator<void, void> | null => {
  const { body, bodyBytes } = call
  const inputs = inputsOf(member(body, 'input'))
  if (!isObject(body) || (inputs.length <= MOST_AT_ONCE && !isLongBody(bodyBytes))) return null
  const atOnce = isLongBody(bodyBytes) ? MOST_OF_LONG : MOST_AT_ONCE
  return (function* () {
    let [data, tokens, count] = ['', 0, 0]
    for (const one of writtenVectors(call, inputs)) {
      data += count === 0 ? one : `,${one}`
      // where it is the only one it may be very long
      if (inputs.length <= MOST_AT_ONCE) yield
      tokens += tokensOf(inputs[count] ?? '')
      count += 1
      if (count % atOnce === 0) yield
    }
    ahead.set(body, { data, tokens })
  })()
}

const tokensIn = ({ body }: Call): number =>
  inputsOf(member(body, 'input')).reduce((sum, input) => sum + tokensOf(input), 0)

const madeNow = (call: Call): Made => ({
  data: [...writtenVectors(call, inputsOf(member(call.body, 'input')))].join(),
  tokens: tokensIn(call),
})

const isOfVectors = (said: NonNullable<Complete['embedding']>): said is readonly (readonly number[])[] =>
  typeof said[0] !== 'number'

/** The scenario's vectors as JSON: one for every input, or in order, where the last one stays for those that are left. */
const saidVectors = ({ body }: Pick<Call, 'body'>, said: NonNullable<Complete['embedding']>): string => {
  const asked = member(body, 'dimensions')
  const isBase64 = member(body, 'encoding_format') === 'base64'
  const written = (isOfVectors(said) ? said : [said]).map(vector => {
    const kept = vector.slice(0, lengthOf(asked, vector.length))
    return isBase64 ? base64(Float32Array.from(kept)) : JSON.stringify(kept)
  })
  return inputsOf(member(body, 'input'))
    .map((_, i) => `{"object":"embedding","index":${i},"embedding":${written[i] ?? written.at(-1)}}`)
    .join()
}

const madeOf = (call: Call, said: Complete['embedding']): Made => {
  if (said === undefined) return (isObject(call.body) ? ahead.get(call.body) : undefined) ?? madeNow(call)
  return { data: saidVectors(call, said), tokens: tokensIn(call) }
}

/** The vectors of one or several texts. The scenario can set them, and what is counted. */
export const embedding = ({ call }: AnswerContext, { usage, model: named, embedding: said }: Complete): Answer => {
  const model = call.model ?? defaultEmbeddingModel
  const { data, tokens } = madeOf(call, said)
  const prompt = usage?.prompt_tokens ?? tokens
  return {
    kind: 'whole',
    contentType: 'application/json',
    body:
      `{"object":"list","data":[${data}],"model":${goJson(named ?? model)}` +
      `,"usage":{"prompt_tokens":${prompt},"total_tokens":${usage?.total_tokens ?? prompt}}}\n`,
    tokens: { prompt, completion: 0 },
  }
}
