import { goJson } from '../../groq/go.ts'
import type { SaidLikelihood, SaidLogprob } from '../answer.ts'

const likelihood = ({ token, logprob, bytes }: SaidLikelihood): string =>
  `"token":${goJson(token)},"logprob":${logprob},"bytes":[${(bytes ?? [...Buffer.from(token)]).join()}]`

const tokenJson = (said: SaidLogprob): string =>
  `{${likelihood(said)},"top_logprobs":[${(said.top_logprobs ?? []).map(top => `{${likelihood(top)}}`).join()}]}`

/** The `logprobs` of a choice. Documented: schema ChatCompletionTokenLogprob, every member of it required. */
export const logprobsJson = (tokens: readonly SaidLogprob[] | null): string =>
  tokens === null ? 'null' : `{"content":[${tokens.map(tokenJson).join()}]}`

/** The tokens that come with each piece of a text: those that begin in it; the last piece has all that are left. */
export const tokensByPiece = (
  pieces: readonly string[],
  tokens: readonly SaidLogprob[],
): readonly (readonly SaidLogprob[])[] => {
  let [at, begun, end] = [0, 0, 0]
  return pieces.map((piece, i) => {
    end += piece.length
    const first = at
    while (at < tokens.length && (begun < end || i === pieces.length - 1)) {
      begun += tokens[at]?.token.length ?? 0
      at += 1
    }
    return tokens.slice(first, at)
  })
}
