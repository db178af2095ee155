import type { ErrorDetails } from './error-object.ts'
import { type SchemaRefusal, type SchemaRefusalName, schemaRefusals } from './schema-refusals.ts'

/**
 * How a fact is known: the documentation says it, it was seen on the wire, or it is a guess that fits both
 * (docs/facts/groq-wire.md §0.1).
 */
export type Provenance = 'documented' | 'observed' | 'inferred'

/** What a limit counts: requests, tokens (all, input or output) or seconds of audio, by minute, hour or day (§5.1, §5.4). */
export type Dimension = 'RPM' | 'RPD' | 'ITPM' | 'OTPM' | 'TPM' | 'TPD' | 'ASH' | 'ASD'

/** In which way a model fails to write its answer (§1.4): what it wrote follows from what the request offers. */
export const failures = [
  'broken-call',
  'wrong-properties',
  'wrong-type',
  'unknown-tool',
  'unwanted-call',
  'invalid-call',
  'broken-json',
  'mismatched-json',
] as const
export type Failure = (typeof failures)[number]

/** One body that an error may have: the documented error object (§1.1). */
export interface JsonVariant extends ErrorDetails {
  readonly kind: 'json'
  /** With `{placeholders}`. */
  readonly message: string
  readonly type: string
  /** With `{placeholders}`. */
  readonly param?: string
  /** A value for each placeholder, for where the request gives none. */
  readonly sample: Readonly<Record<string, string>>
  /** How it came to `failedGeneration`, which stands for requests that offer no tool and ask for no JSON. */
  readonly failure?: Failure
  readonly headers?: Readonly<Record<string, string>>
  /** Whether the six `x-ratelimit-*` headers come with it. */
  readonly rateLimitHeaders?: true
  readonly dimension?: Dimension
  readonly provenance: Provenance
  readonly source: string
}

/** An answer that does not come from the API but from the edge before it: a page of HTML (§1.6, §1.8, §1.11). */
export interface PageVariant {
  readonly kind: 'page'
  readonly title: string
  /** With `{placeholders}`. */
  readonly html: string
  readonly contentType: 'text/html; charset=UTF-8'
  readonly sample: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly provenance: Provenance
  readonly source: string
}

/** All that is known of one status. */
export interface StatusFacts {
  readonly status: number
  /** The reason phrase of the status line. */
  readonly title: string
  readonly description: string
  /** Whether a client does well to send the same request again. */
  readonly retry: boolean
  readonly retryAdvice: string
  /** On the documented error page; in later documentation only; in none. */
  readonly documented: 'page' | 'later' | 'no'
  /** The name of the variant that answers where none is named. */
  readonly defaultVariant: string | null
  readonly variants: Readonly<Record<string, JsonVariant | PageVariant>>
}

const refused = { kind: 'json', type: 'invalid_request_error' } as const
const forbidden = { kind: 'json', type: 'permissions_error' } as const
const broken = { kind: 'json', type: 'internal_server_error' } as const
const toolUseFailed = { ...refused, code: 'tool_use_failed', rateLimitHeaders: true } as const
const jsonFailed = { ...refused, code: 'json_validate_failed', rateLimitHeaders: true } as const

const schemaVariant = ({ says, kind, code, sample, samplePath, ...known }: SchemaRefusal): JsonVariant => ({
  ...refused,
  message: `invalid JSON schema for response_format: '{schema}': {at}${says}`,
  param: 'response_format',
  schemaPath: '{schemaPath}',
  schemaKind: kind,
  ...(code === undefined ? {} : { schemaCode: code }),
  sample: { schema: 'answer', at: `${samplePath}: `, schemaPath: samplePath, ...sample },
  ...known,
})

/** Why a strict schema is refused, each cause by its name behind `schema-`. */
const schemaVariants = Object.fromEntries(
  Object.entries<SchemaRefusal>(schemaRefusals).map(([name, refusal]) => [`schema-${name}`, schemaVariant(refusal)]),
) as Record<`schema-${SchemaRefusalName}`, JsonVariant>

const recordings = 'recorded exchanges, Aug 2025 to Aug 2026'
const otherRecordings = 'recorded exchanges of another client'
const issues = 'issues and logs of clients'
const ownWords = 'inferred: never captured, the words are the mock’s own'

const model = 'openai/gpt-oss-20b'
const qwen = 'qwen/qwen3.8-27b'
const organization = 'org_01kcc49wgbe84s61ttkzn58xaj'
const tier = 'on_demand'
const billing = ' Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing'
const asked = { model, organization, tier } as const
const limits = 'Visit https://console.groq.com/docs/rate-limits for more information.'

const limitReached = (dimension: string): string =>
  `Rate limit reached for model \`{model}\` in organization \`{organization}\` service tier \`{tier}\` on ${dimension}: ` +
  'Limit {limit}, Used {used}, Requested {requested}. Please try again in {tryAgainIn}.{billing}'

const requestTooLarge = (dimension: string): string =>
  `Request too large for model \`{model}\` in organization \`{organization}\` service tier \`{tier}\` on ${dimension}: ` +
  'Limit {limit}, Requested {requested}, please reduce your message size and try again.{billing}'

/** What a request is told whose `max_tokens` is more than the output tokens of a minute (§5.4). */
const outputTooLarge =
  'Request too large for model `{model}` in organization `{organization}` service tier `{tier}` on output tokens per minute (OTPM): ' +
  "Limit {limit}, Requested {requested}. The request's expected output tokens exceed the enforced limit; reduce max_tokens " +
  "(or the request's expected output) and try again."

const limited = { kind: 'json', code: 'rate_limit_exceeded', rateLimitHeaders: true } as const
const tooLarge = { kind: 'json', code: 'rate_limit_exceeded', type: 'tokens', rateLimitHeaders: true } as const

const pageFacts = { kind: 'page', contentType: 'text/html; charset=UTF-8' } as const
const host = 'api.groq.com'
const ray = '8a1b2c3d4e5f6071'
const uncached = {
  'cache-control': 'private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
  expires: 'Thu, 01 Jan 1970 00:00:01 GMT',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
} as const

/** The edge's page for a 5xx: markers as seen, the markup between them is our own. */
const edgePage = (status: number, phrase: string, provenance: Provenance, source: string): PageVariant => ({
  ...pageFacts,
  title: `${host} | ${status}: ${phrase}`,
  html: `<!DOCTYPE html>
<html lang="en-US">
<head>
<title>{host} | ${status}: ${phrase}</title>
<meta charset="UTF-8">
<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="/cdn-cgi/styles/main.css">
</head>
<body>
<h1><span class="inline-block">${phrase}</span> <span class="code-label">Error code ${status}</span></h1>
<p>About this error: <a href="https://www.cloudflare.com/5xx-error-landing?utm_source=errorcode_${status}&utm_campaign={host}">cloudflare.com</a></p>
<p>{time}</p>
<ul>
<li>You: Working</li>
<li>Cloudflare: Working</li>
<li>Host {host}: Error</li>
</ul>
<p>Cloudflare Ray ID: <strong>{ray}</strong></p>
</body>
</html>
`,
  sample: { host, ray, time: '2024-04-04 09:41:00 UTC' },
  headers: uncached,
  provenance,
  source,
})

/** The edge's short page: little more than the status line. */
const shortPage = (title: string, provenance: Provenance, source: string): PageVariant => ({
  ...pageFacts,
  title,
  html: `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>cloudflare</center>\n</body>\n</html>\n`,
  sample: {},
  provenance,
  source,
})

/** A status that only the edge gives, and none was seen of this API: as page, and in the documented error object. */
const edgeStatus = <Status extends number>(status: Status, title: string, phrase: string, description: string) =>
  ({
    status,
    title,
    description,
    retry: true,
    retryAdvice: 'Yes, a few times, waiting longer each time.',
    documented: 'no',
    defaultVariant: 'json',
    variants: {
      json: {
        ...broken,
        message: title,
        sample: {},
        provenance: 'inferred',
        source: 'inferred: the documented error object around the reason phrase',
      },
      'edge-html': edgePage(status, phrase, 'inferred', 'inferred: the edge’s page as seen for 502, with this status'),
    },
  }) as const satisfies StatusFacts

/**
 * Every status that the API is documented or known to answer with, and every body seen for it; the recordings and issues that
 * sources speak of are told in §1.2 to §1.11. Two bodies that were seen once are left out, because they lack the documented
 * `type`: `Not Found` for 404 and `Method not allowed` for 405 (§1.7).
 */
export const errors = {
  200: {
    status: 200,
    title: 'OK',
    description: 'The request was carried out. Nothing is left to do.',
    retry: false,
    retryAdvice: 'No need: this is success.',
    documented: 'page',
    defaultVariant: null,
    variants: {},
  },
  206: {
    status: 206,
    title: 'Partial Content',
    description:
      'Only a part of the resource is delivered, usually because the client’s range headers asked for it. Make sure that this was meant.',
    retry: false,
    retryAdvice: 'No: ask for the missing range instead.',
    documented: 'page',
    defaultVariant: null,
    variants: {},
  },
  400: {
    status: 400,
    title: 'Bad Request',
    description: 'The server could not understand the request, its syntax is invalid. Check its format.',
    retry: false,
    retryAdvice: 'No: correct the request first; only a failed generation may come out well when asked for again.',
    documented: 'page',
    defaultVariant: 'invalid-request',
    variants: {
      'invalid-request': {
        ...refused,
        message: 'The server could not understand the request due to invalid syntax.',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: the documented error object around the documented description of 400',
      },
      'bad-url': {
        ...refused,
        message: 'The request URL is not validly encoded: {path}',
        sample: { path: '/openai/v1/models/%zz' },
        provenance: 'inferred',
        source: ownWords,
      },
      'wrong-content-type': {
        ...refused,
        message: "The request body must be JSON, with the header 'Content-Type: application/json'.",
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'empty-body': {
        ...refused,
        message: 'The request body is empty, a JSON object was expected.',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'wrong-form-content-type': {
        ...refused,
        message: "The request body must be a form, with the header 'Content-Type: multipart/form-data'.",
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'empty-form': {
        ...refused,
        message: 'The request body is empty, a form was expected.',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'malformed-form': {
        ...refused,
        message: 'The request body is not a well-formed multipart form: {because}.',
        sample: { because: 'it ends before its last boundary' },
        provenance: 'inferred',
        source: ownWords,
      },
      'invalid-json': {
        ...refused,
        message: 'The request body is not valid JSON.',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'invalid-body': {
        ...refused,
        message: '{message}',
        sample: { message: "'model' : property 'model' is missing" },
        provenance: 'observed',
        source: `${issues}: the grammar of request validation; which message it is, the validator says, and where a rule of the grammar was not seen its words are inferred`,
      },
      'unsupported-file-type': {
        ...refused,
        message: 'Files for batches must be `.jsonl` files, `{filename}` is not.',
        sample: { filename: 'batch.csv' },
        provenance: 'inferred',
        source:
          'inferred from the documentation of files, which says that only `.jsonl` is supported; no body was captured',
      },
      'invalid-completion-window': {
        ...refused,
        message: "'completion_window' : value must be a duration from 24h to 7d",
        sample: {},
        provenance: 'inferred',
        source: 'inferred from the documented range, in the manner of request validation; no body was captured',
      },
      'invalid-batch-cursor': {
        ...refused,
        message:
          'The cursor is none of this list. Take the `next_cursor` of a page, or leave it out for the first one.',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'too-many-batch-ids': {
        ...refused,
        message: 'A request may name {most} batches at most.',
        sample: { most: '200' },
        provenance: 'inferred',
        source: 'inferred from the documented limit of 200 ids; no body was captured',
      },
      'missing-property': {
        ...refused,
        message: "'{property}' : property '{property}' is missing",
        sample: { property: 'model' },
        provenance: 'observed',
        source: `${issues}, the whole body`,
      },
      'missing-tool-call-type': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}.tool_calls.0.type' : property 'type' is missing)]",
        sample: { index: '2', role: 'assistant' },
        provenance: 'observed',
        source: issues,
      },
      'missing-tool-call-id': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}.tool_call_id' : property 'tool_call_id' is missing)]",
        sample: { index: '4', role: 'tool' },
        provenance: 'observed',
        source: issues,
      },
      'missing-content': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}.content' : property 'content' is missing)]",
        sample: { index: '3', role: 'tool' },
        provenance: 'observed',
        source: issues,
      },
      'too-few-items': {
        ...refused,
        message: "'{property}' : minimum number of items is {minimum}",
        sample: { property: 'messages', minimum: '1' },
        provenance: 'observed',
        source: `${issues}, the whole body; for messages, empty or missing`,
      },
      'too-many-items': {
        ...refused,
        message: "'{property}' : maximum number of items is {maximum}",
        sample: { property: 'tools', maximum: '128' },
        provenance: 'observed',
        source: `${issues}: tools with 128 (measured Aug 2026), and until Aug 2026 stop with 4`,
      },
      'too-many-stops': {
        ...refused,
        message:
          "'stop' : one of the following must be satisfied[('stop' : value must be a string) OR ('stop' : maximum number of items is {maximum})]",
        sample: { maximum: '4' },
        provenance: 'observed',
        source: `${issues}, Oct 2026, the whole body`,
      },
      'number-too-large': {
        ...refused,
        message: "'{property}' : number must be at most {maximum}",
        sample: { property: 'temperature', maximum: '2' },
        provenance: 'observed',
        source: `${issues}: temperature with 2 (the whole body), n with 1`,
      },
      'number-too-small': {
        ...refused,
        message: "'{property}' : number must be at least {minimum}",
        sample: { property: 'temperature', minimum: '0' },
        provenance: 'inferred',
        source: 'inferred from the grammar: the counterpart of "at most"',
      },
      'wrong-type': {
        ...refused,
        message: "'{property}' : value must be {expected}",
        sample: { property: 'temperature', expected: 'a number' },
        provenance: 'observed',
        source: `${issues}: "a number" (the whole body), "an integer" for max_tokens, "an array" for tools`,
      },
      'not-nullable': {
        ...refused,
        message: "'{property}' : Value is not nullable",
        sample: { property: 'messages.1.tool_calls' },
        provenance: 'observed',
        source: `${issues}, where the start of the text is cut: how the path before tool_calls reads is inferred`,
      },
      'value-not-allowed': {
        ...refused,
        message: "'{property}' : value is not one of the allowed values [{allowed}]",
        sample: { property: 'response_format.type', allowed: "'text','json_object'" },
        provenance: 'observed',
        source: 'documentation of a client with the whole body; that it is this API is inferred from the grammar',
      },
      'response-format-not-allowed': {
        ...refused,
        message:
          "'response_format' : one of the following must be satisfied[('response_format.type' : value is not one of the allowed values ['text']) OR ('response_format.type' : value is not one of the allowed values ['json_schema']) OR ('response_format.type' : value is not one of the allowed values ['json_object'])]",
        sample: {},
        provenance: 'observed',
        source: 'issue of a client (vercel/ai#7808), its beginning; what follows the first option is inferred',
      },
      'invalid-role': {
        ...refused,
        message: "'messages.{index}' : discriminator property 'role' has invalid value",
        sample: { index: '1' },
        provenance: 'observed',
        source: `${issues}, the whole body`,
      },
      'unsupported-property': {
        ...refused,
        message: "property '{property}' is unsupported",
        sample: { property: 'reasoning' },
        provenance: 'observed',
        source: issues,
      },
      'unsupported-property-suggestion': {
        ...refused,
        message: "property '{property}' is unsupported, did you mean '{suggestion}'?",
        sample: { property: 'store', suggestion: 'stop' },
        provenance: 'observed',
        source: `${issues}; how near a name must be for the suggestion is not known`,
      },
      'unsupported-message-property': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}' : property '{property}' is unsupported)]",
        sample: { index: '1', role: 'assistant', property: 'reasoning_content' },
        provenance: 'observed',
        source: `${issues}: the inner sentence, for reasoning_content, refusal, timestamp, isStreaming and cacheable; what stands around it is inferred from the form with a suggestion`,
      },
      'unsupported-message-property-suggestion': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}' : property '{property}' is unsupported, did you mean '{suggestion}'?)]",
        sample: { index: '0', role: 'system', property: 'id', suggestion: 'name' },
        provenance: 'observed',
        source: 'issue of a client (chatbox#2081), the whole body',
      },
      'content-not-text': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}.content' : value must be a string)]",
        sample: { index: '2', role: 'tool' },
        provenance: 'observed',
        source: 'issues of clients (cherry-studio#3307 with the whole body, OpenHands#4643, livekit/agents#1790)',
      },
      'empty-content': {
        ...refused,
        message:
          "'messages.{index}' : for 'role:{role}' the following must be satisfied[('messages.{index}.content' : one of the following must be satisfied[('messages.{index}.content' : value must be a string) OR ('messages.{index}.content' : minimum number of items is 1)])]",
        sample: { index: '3', role: 'tool' },
        provenance: 'observed',
        source: `${issues}, the whole body`,
      },
      'json-schema-not-supported': {
        ...refused,
        message:
          'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
        param: 'response_format',
        sample: {},
        provenance: 'observed',
        source: recordings,
      },
      'json-schema-missing': {
        ...refused,
        message: 'code=400, message=json schema is required, type=invalid_request_error',
        param: 'response_format',
        sample: {},
        provenance: 'observed',
        source: `${recordings}: the error inside the message is really there`,
      },
      'tools-not-supported': {
        ...refused,
        message: '`tool calling` is not supported with this model',
        param: 'tool calling',
        sample: {},
        provenance: 'observed',
        source: recordings,
      },
      'unknown-tool-type': {
        ...refused,
        message: 'code=400, message=tools[{index}].type must be one of [function, mcp], type=invalid_request_error',
        sample: { index: '0' },
        provenance: 'observed',
        source: recordings,
      },
      'image-not-supported': {
        ...refused,
        message: 'messages[{index}].content must be a string',
        param: 'messages[{index}].content',
        sample: { index: '0' },
        provenance: 'observed',
        source: recordings,
      },
      'logprobs-not-supported': {
        ...refused,
        message: '`logprobs` is not supported with this model',
        param: 'logprobs',
        sample: {},
        provenance: 'observed',
        source: `${issues}; param is inferred`,
      },
      'reasoning-not-supported': {
        ...refused,
        message: 'messages[{index}].reasoning: reasoning is not supported with this model',
        sample: { index: '1' },
        provenance: 'observed',
        source: 'issue of a client (vercel/ai#8057); that there is no param is inferred',
      },
      'output-tokens-too-large': {
        ...refused,
        message: outputTooLarge,
        dimension: 'OTPM',
        sample: { ...asked, model: qwen, limit: '1000', requested: '1024' },
        provenance: 'observed',
        source:
          'one measurement by a client, Sep 2026: status, type and the message up to its numbers; eight others have 429; the end of the message is that of the 429, and that there is no code is inferred',
      },
      'reasoning-parameter-not-supported': {
        ...refused,
        message: '`{property}` is not supported with this model',
        param: '{property}',
        sample: { property: 'reasoning_format' },
        provenance: 'observed',
        source:
          'issues of clients (rig#1134 with the whole body; pluely#242 for `reasoning_effort`, whose param is inferred); where it is quoted without backticks, they were lost in print',
      },
      'invalid-reasoning-effort': {
        ...refused,
        message: '`reasoning_effort` must be one of {allowed}',
        sample: { allowed: '`low`, `medium`, or `high`' },
        provenance: 'observed',
        source:
          'issues of clients (free-claude-code#1348 and pluely#219 with the whole body), for qwen3.6, qwen3-32b and gpt-oss; for others, and through the Responses API, it is inferred',
      },
      'max-tokens-too-large': {
        ...refused,
        message:
          '`{property}` must be less than or equal to `{maximum}`, the maximum value for `{property}` is less than the `context_window` for this model',
        param: '{property}',
        sample: { property: 'max_completion_tokens', maximum: '16384' },
        provenance: 'observed',
        source:
          'issue of a client (free-claude-code#1354), the whole body for max_completion_tokens; that other names read alike is inferred',
      },
      'max-tokens-too-large-2024': {
        ...refused,
        message: 'max_tokens for `{model}` must be less than or equal to {maximum}',
        sample: { model: 'llama-3.1-8b-instant', maximum: '8000' },
        provenance: 'inferred',
        source:
          'seen in 2024, but told by its manner only: the exact wording and the absence of param and code are inferred',
      },
      'context-length-exceeded': {
        ...refused,
        message: 'Please reduce the length of the messages or completion.',
        param: 'messages',
        code: 'context_length_exceeded',
        sample: {},
        provenance: 'observed',
        source: 'issues of clients (OpenHands#1902, ScrapeGraph#411, amurex#51)',
      },
      'context-length-exceeded-without-code': {
        ...refused,
        message: 'Please reduce the length of the messages or completion.',
        param: 'messages',
        sample: {},
        provenance: 'observed',
        source: 'a recording of Sep 2026',
      },
      'model-decommissioned': {
        ...refused,
        message:
          'The model `{model}` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.',
        code: 'model_decommissioned',
        sample: { model: 'llama-3.1-8b-instant' },
        provenance: 'observed',
        source: 'issues of clients (crewAI#1976, litellm#12825)',
      },
      'model-terms-required': {
        ...refused,
        message:
          'The model `{model}` requires terms acceptance. Please have the org admin accept the terms at https://console.groq.com/playground?model={encodedModel}',
        code: 'model_terms_required',
        sample: { model: 'canopylabs/orpheus-v1-english', encodedModel: 'canopylabs%2Forpheus-v1-english' },
        provenance: 'observed',
        source: issues,
      },
      'organization-restricted': {
        ...refused,
        message: 'Organization has been restricted. Please reach out to support if you believe this was in error.',
        code: 'organization_restricted',
        sample: {},
        provenance: 'observed',
        source: 'issue of a client (one-api#1764)',
      },
      'spend-limit-reached': {
        ...refused,
        message: 'API access is blocked because the spend limit of the organization has been reached.',
        code: 'blocked_api_access',
        sample: {},
        provenance: 'inferred',
        source:
          'documentation: spend limits, for status and code; the message is inferred, its words are the mock’s own',
      },
      'tier-not-available': {
        ...refused,
        message: '`service_tier` `{tier}` is not available for this org',
        sample: { tier: 'flex' },
        provenance: 'inferred',
        source:
          'live calls of Sep 2026 show only the end, "not available for this org"; its beginning, param and code are inferred',
      },
      'invalid-tool-choice': {
        ...refused,
        message: "Only allowed string values for 'tool_choice' are none, auto, and required",
        sample: {},
        provenance: 'observed',
        source: `${issues}; that there is no param is inferred`,
      },
      'unknown-tool-choice': {
        ...refused,
        message: 'requested tool does not exist',
        sample: {},
        provenance: 'observed',
        source: `${issues}; that there is no param is inferred`,
      },
      'json-word-missing': {
        ...refused,
        message:
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        sample: {},
        provenance: 'observed',
        source: 'issue of a client (vercel/ai#7508)',
      },
      'json-mode-with-tools': {
        ...refused,
        message: 'json mode cannot be combined with tool/function calling',
        sample: {},
        provenance: 'observed',
        source: issues,
      },
      'json-mode-stream-2024': {
        ...refused,
        message: '`response_format` does not support streaming',
        sample: {},
        provenance: 'observed',
        source: 'issue of a client, 2024 (langchain#23629)',
      },
      ...schemaVariants,
      'schema-keyword-not-supported': {
        ...refused,
        message: 'invalid schema for response format: {property}: {keyword} is not supported',
        sample: { property: 'response_format/json_schema/next_step', keyword: 'minItems' },
        provenance: 'observed',
        source: 'issue of a client (beeai#1215): one example, that other keywords read alike is inferred',
      },
      'invalid-response-schema': {
        ...refused,
        message: "invalid schema for response format: {property}: '{reason}' is not valid",
        sample: { property: 'response_format/json_schema', reason: '/type' },
        provenance: 'inferred',
        source: 'inferred: the beginning of the refusal of a keyword, with the end of that of tool parameters',
      },
      'tool-required-without-properties': {
        ...refused,
        message:
          "invalid JSON schema for tool {tool}, tools[{index}].function.parameters: 'required' present but 'properties' is missing",
        param: 'tool {tool}, tools[{index}].function.parameters',
        sample: { tool: 'get_weather', index: '0' },
        provenance: 'observed',
        source:
          'issues of clients (strix#1088 and another with the whole body); for tools that are not strict, and through the Responses API, it is inferred',
      },
      'tool-schema-not-strict': {
        ...refused,
        message: 'invalid JSON schema for tool {tool}, tools[{index}].function.parameters: {reason}',
        param: 'tool {tool}, tools[{index}].function.parameters',
        sample: {
          tool: 'get_weather',
          index: '0',
          reason: '/properties/place: `additionalProperties:false` must be set on every object',
        },
        provenance: 'observed',
        source:
          'issues of clients (eigent#1786 and another), for an open object and for a choice within a choice; other reasons are those of refused formats, and param is inferred',
      },
      'invalid-tool-parameters': {
        ...refused,
        message: 'schema is not valid JSON Schema: jsonschema file:///home/di/params.json compilation failed: {reason}',
        sample: { reason: "'/type' is not valid" },
        provenance: 'observed',
        source:
          'issue of a client (langchain#31132), where the end is cut: the reason is inferred; what stands before it varies',
      },
      'classifier-needs-one-message': {
        ...refused,
        message: 'messages must contains a single user message for text classification models',
        sample: {},
        provenance: 'observed',
        source: issues,
      },
      'invalid-image': {
        ...refused,
        message: 'invalid image data',
        sample: {},
        provenance: 'observed',
        source: issues,
      },
      'invalid-audio': {
        ...refused,
        message: 'could not process file - is it a valid media file?',
        sample: {},
        provenance: 'observed',
        source: issues,
      },
      'unsupported-audio-format': {
        ...refused,
        message: 'file must be one of the following types: [flac mp3 mp4 mpeg mpga m4a ogg opus wav webm]',
        code: 'unsupported_audio_format',
        sample: {},
        provenance: 'observed',
        source: `${issues}: the name of the file alone decides`,
      },
      'invalid-audio-url': {
        ...refused,
        message: 'url must be a valid http or https URL, or a data URL in base64',
        param: 'url',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'invalid-audio-data': {
        ...refused,
        message: 'url must hold valid base64 data',
        param: 'url',
        sample: {},
        provenance: 'inferred',
        source: ownWords,
      },
      'speech-input-too-long': {
        ...refused,
        message: "'input' : maximum string length is {maximum}",
        sample: { maximum: '200' },
        provenance: 'inferred',
        source: 'documentation: text to speech, for the bound; status and words are inferred from the grammar',
      },
      'audio-prompt-too-long': {
        ...refused,
        message: 'prompt length must be {maximum} characters or fewer, but provided prompt contains {value} characters',
        sample: { maximum: '896', value: '904' },
        provenance: 'observed',
        source: 'issue of a client (openwhispr#405)',
      },
      'audio-too-short': {
        ...refused,
        message: 'audio must be at least {minimum} seconds long',
        sample: { minimum: '0.01' },
        provenance: 'inferred',
        source: 'documentation: speech to text, for the bound; status and words are inferred',
      },
      'timestamps-need-verbose-json': {
        ...refused,
        message: '`timestamp_granularities` needs `response_format` to be `verbose_json`',
        sample: {},
        provenance: 'inferred',
        source: 'documentation: the OpenAPI document, for the rule; status and words are inferred',
      },
      'parameter-not-supported': {
        ...refused,
        message: '`{property}` is not supported',
        sample: { property: 'logit_bias' },
        provenance: 'inferred',
        source:
          'documentation: OpenAI compatibility, for status and properties (logit_bias, top_logprobs; logprobs and n have words that were seen, messages[].name is a property in the OpenAPI document); the words are inferred',
      },
      'image-request-too-large': {
        ...refused,
        message: 'the request with this image URL is larger than {maximum} MB',
        sample: { maximum: '20' },
        provenance: 'inferred',
        source: 'documentation: vision, for status and bound; the words are inferred',
      },
      'image-too-large': {
        ...refused,
        message: 'the image has more than {maximum} pixels',
        sample: { maximum: '33177600' },
        provenance: 'inferred',
        source: 'documentation: vision, for status and bound; the words are inferred',
      },
      'too-many-images': {
        ...refused,
        message: 'the request has more than {maximum} images',
        sample: { maximum: '5' },
        provenance: 'inferred',
        source: 'documentation: vision, for the bound; status and words are inferred',
      },
      'raw-reasoning-conflict': {
        ...refused,
        message: '`reasoning_format` must not be `raw` with tool calling or JSON mode',
        sample: {},
        provenance: 'inferred',
        source: 'documentation: reasoning, for status and rule; the words are inferred',
      },
      'include-reasoning-conflict': {
        ...refused,
        message: "cannot specify both 'include_reasoning' and 'reasoning_format'",
        sample: {},
        provenance: 'observed',
        source: 'notes of a client that met it, Feb 2026; that there is no param is inferred',
      },
      'tool-use-failed': {
        ...toolUseFailed,
        message: "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
        failedGeneration: '<function=get_weather>{"city": "Paris"</function>',
        failure: 'broken-call',
        sample: {},
        provenance: 'observed',
        source:
          'issues of clients (groq-typescript#28, smolagents#1119); the text in failed_generation is the mock’s own',
      },
      'tool-arguments-invalid': {
        ...toolUseFailed,
        message:
          'Tool call validation failed: tool call validation failed: parameters for tool {tool} did not match schema: errors: [{reason}]',
        failedGeneration: '{"name": "get_weather", "arguments": {\n  "foo": "bar"\n}}',
        failure: 'wrong-properties',
        sample: { tool: 'get_weather', reason: "missing properties: 'name', additionalProperties 'foo' not allowed" },
        provenance: 'observed',
        source: `${otherRecordings}, gpt-oss models: the beginning comes twice; what is wrong with the arguments of a tool that was offered is inferred`,
      },
      'tool-arguments-invalid-llama': {
        ...toolUseFailed,
        message: 'tool call validation failed: parameters for tool {tool} did not match schema: errors: [{reason}]',
        failedGeneration: '{"name": "get_weather", "arguments": {"domain": "weather"}}',
        failure: 'wrong-type',
        sample: { tool: 'get_weather', reason: '`/domain`: expected array, but got string' },
        provenance: 'observed',
        source: 'issue of a client (ha-groq#20), llama models; the text in failed_generation is the mock’s own',
      },
      'tool-not-in-request': {
        ...toolUseFailed,
        message: "tool call validation failed: attempted to call tool '{tool}' which was not in request.tools",
        failedGeneration: '{"name": "get_weather", "arguments": {"city": "Paris"}}',
        failure: 'unknown-tool',
        sample: { tool: 'get_weather' },
        provenance: 'observed',
        source: 'a log of Jul 2026; the text in failed_generation is the mock’s own',
      },
      'tool-call-missing': {
        ...toolUseFailed,
        message: 'Tool choice is required, but model did not call a tool',
        failedGeneration: 'maybe',
        sample: {},
        provenance: 'observed',
        source: `${otherRecordings}, byte for byte; another one has an empty failed_generation`,
      },
      'tool-call-unwanted': {
        ...toolUseFailed,
        message: 'Tool choice is none, but model called a tool',
        failedGeneration: '{"name": "get_weather", "arguments": {"city": "Paris"}}',
        failure: 'unwanted-call',
        sample: {},
        provenance: 'observed',
        source: 'issues of clients (litellm#21242, OpenHands#11725); the text in failed_generation is the mock’s own',
      },
      'invalid-tool-call': {
        ...toolUseFailed,
        message: 'Invalid tool call generated',
        failedGeneration:
          '{"reason":"invalid arguments","tool_call_id":"call_1","attempted_arguments":"{\\"city\\": 7}"}',
        failure: 'invalid-call',
        sample: {},
        provenance: 'documented',
        source:
          'documentation: local tool calling, which shows failed_generation as an object; that it is text, as the API’s OpenAPI document types it, and the rate-limit headers are inferred',
      },
      'json-validate-failed': {
        ...jsonFailed,
        message: "Failed to validate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
        failedGeneration: '',
        sample: {},
        provenance: 'observed',
        source: 'a recording of Sep 2026, 202 bytes',
      },
      'json-validate-failed-2024': {
        ...jsonFailed,
        message: "Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
        failedGeneration: '{"city": "Paris", "degrees":',
        failure: 'broken-json',
        sample: {},
        provenance: 'observed',
        source: 'issue of a client, 2024 to 2025 (amurex#38); the text in failed_generation is the mock’s own',
      },
      'json-schema-mismatch': {
        ...jsonFailed,
        message: 'Generated JSON does not match the expected schema. Please adjust your prompt.',
        failedGeneration: '{"city": "Paris"}',
        failure: 'mismatched-json',
        sample: {},
        provenance: 'documented',
        source:
          'documentation: structured outputs; the rate-limit headers and the text in failed_generation are inferred',
      },
      'output-parse-failed': {
        ...refused,
        message: "Failed to parse the output. Please adjust your prompt. See 'failed_generation' for more details.",
        code: 'output_parse_failed',
        failedGeneration: 'We need to answer with JSON that fits the schema.',
        rateLimitHeaders: true,
        sample: {},
        provenance: 'inferred',
        source:
          'live calls of Sep 2026, for the code and for reasoning in failed_generation; the message is inferred from its siblings',
      },
    },
  },
  401: {
    status: 401,
    title: 'Unauthorized',
    description:
      'The request lacks valid credentials for what it asks for. Send credentials, and make sure that the API key is valid.',
    retry: false,
    retryAdvice: 'No: the key stays wrong until it is replaced.',
    documented: 'page',
    defaultVariant: 'invalid-api-key',
    variants: {
      'invalid-api-key': {
        ...refused,
        message: 'Invalid API Key',
        code: 'invalid_api_key',
        sample: {},
        provenance: 'observed',
        source: `${recordings}, 96 bytes; the same with a wrong key, without a key and without "Bearer"`,
      },
    },
  },
  403: {
    status: 403,
    title: 'Forbidden',
    description:
      'The request is refused for want of permission, such as for a model that the organization or project has blocked.',
    retry: false,
    retryAdvice: 'No: permission has to be given first.',
    documented: 'later',
    defaultVariant: 'model-blocked-for-organization',
    variants: {
      'model-blocked-for-organization': {
        ...forbidden,
        message:
          'The model `{model}` is blocked at the organization level. Please have the org admin enable this model in the org settings at https://console.groq.com/settings/limits',
        code: 'model_permission_blocked_org',
        sample: { model },
        provenance: 'documented',
        source: 'documentation: model permissions',
      },
      'model-blocked-for-project': {
        ...forbidden,
        message:
          'The model `{model}` is blocked at the project level. Please have a project admin enable this model in the project settings at https://console.groq.com/settings/project/limits',
        code: 'model_permission_blocked_project',
        sample: { model },
        provenance: 'documented',
        source: 'documentation: model permissions; listing the models stays 200',
      },
      'access-denied': {
        ...forbidden,
        message: 'Access denied. Please check your network settings.',
        sample: {},
        provenance: 'inferred',
        source:
          'several clients look for this message, when a region or network is blocked; type and the absence of a code are inferred',
      },
      'edge-html': {
        ...pageFacts,
        title: 'Attention Required! | Cloudflare',
        html: `<!DOCTYPE html>
<html lang="en-US">
<head>
<title>Attention Required! | Cloudflare</title>
<meta charset="UTF-8">
<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="/cdn-cgi/styles/cf.errors.css">
</head>
<body>
<h1>Sorry, you have been blocked</h1>
<p>You are unable to access {host}</p>
<p>Cloudflare Ray ID: <strong>{ray}</strong></p>
</body>
</html>
`,
        sample: { host, ray },
        headers: {
          'cache-control': 'max-age=15',
          'referrer-policy': 'same-origin',
          'x-frame-options': 'SAMEORIGIN',
        },
        provenance: 'observed',
        source:
          'issues of clients (lobehub#2147, #2143): title and headers; the markup is the mock’s own and shorter than the 4517 bytes seen',
      },
    },
  },
  404: {
    status: 404,
    title: 'Not Found',
    description: 'What the request asks for could not be found. Check the URL and whether the resource exists.',
    retry: false,
    retryAdvice: 'No: the URL or the name has to change.',
    documented: 'page',
    defaultVariant: 'model-not-found',
    variants: {
      'model-not-found': {
        ...refused,
        message: 'The model `{model}` does not exist or you do not have access to it.',
        code: 'model_not_found',
        sample: { model: 'bad model' },
        provenance: 'observed',
        source: `${recordings}; some retired models answer so too`,
      },
      'unknown-url': {
        ...refused,
        message:
          'Unknown request URL: {method} {path}. Please check the URL for typos, or see the docs at https://console.groq.com/docs/',
        code: 'unknown_url',
        sample: { method: 'POST', path: '/openai/v1/completions' },
        provenance: 'observed',
        source: issues,
      },
      'file-not-found': {
        ...refused,
        message: 'The file `{file}` does not exist or you do not have access to it.',
        sample: { file: 'file_01kcc49wgbe84s61ttkzn58xaj' },
        provenance: 'inferred',
        source: 'inferred from the words for a model: none was captured',
      },
      'fine-tuning-not-found': {
        ...refused,
        message: 'The fine tuning `{fineTuning}` does not exist or you do not have access to it.',
        sample: { fineTuning: 'ft_01kcc49wgbe84s61ttkzn58xaj' },
        provenance: 'inferred',
        source: 'inferred from the words for a model: none was captured',
      },
      'batch-not-found': {
        ...refused,
        message: 'The batch `{batch}` does not exist or you do not have access to it.',
        sample: { batch: 'batch_01kcc49wgbe84s61ttkzn58xaj' },
        provenance: 'inferred',
        source: 'inferred from the words for a model: none was captured',
      },
    },
  },
  405: {
    status: 405,
    title: 'Method Not Allowed',
    description:
      'The URL exists, but not with this method. This API answers such requests with 404; a proxy may give 405.',
    retry: false,
    retryAdvice: 'No: the method has to change.',
    documented: 'no',
    defaultVariant: 'method-not-allowed',
    variants: {
      'method-not-allowed': {
        ...refused,
        message: 'Method Not Allowed',
        sample: {},
        provenance: 'inferred',
        source:
          'inferred: the documented error object around the reason phrase; the one sighting, "Method not allowed" with code 405, has no type and came from another host',
      },
    },
  },
  413: {
    status: 413,
    title: 'Request Entity Too Large',
    description: 'The request body is too large, in bytes or in tokens. Make it smaller.',
    retry: false,
    retryAdvice: 'No: the request has to become smaller.',
    documented: 'page',
    defaultVariant: 'body-too-large',
    variants: {
      'body-too-large': {
        ...refused,
        message: 'Request Entity Too Large',
        code: 'request_too_large',
        sample: {},
        provenance: 'observed',
        source:
          'issue of a client (VideoCaptioner#724): audio above 25 MiB; documentation: vision says 413 for base64 images above 4 MB, the same body there is inferred',
      },
      'tokens-per-minute': {
        ...tooLarge,
        message: requestTooLarge('tokens per minute (TPM)'),
        dimension: 'TPM',
        sample: { ...asked, limit: '6000', requested: '14368', billing },
        headers: { 'retry-after': '19' },
        provenance: 'observed',
        source:
          'issue of a client, 2026-05 (ha-groq-cloud#27); live calls of Sep 2026 and logs of Oct 2026 show retry-after, by the formula of 429, and the six headers',
      },
      'tokens-per-minute-2024': {
        ...tooLarge,
        message: `Request too large for model \`{model}\` in organization \`{organization}\` on tokens per minute (TPM): Limit {limit}, Requested {requested}, please reduce your message size and try again. ${limits}`,
        dimension: 'TPM',
        sample: { model, organization, limit: '6000', requested: '14368' },
        provenance: 'observed',
        source: `${issues}, 2024 to Mar 2025: no service tier, another ending; the whole is put together from these parts, the joints are inferred`,
      },
      'input-tokens-per-minute': {
        ...tooLarge,
        message: requestTooLarge('input tokens per minute (ITPM)'),
        dimension: 'ITPM',
        sample: { ...asked, model: qwen, limit: '7000', requested: '8657', billing },
        headers: { 'retry-after': '15' },
        provenance: 'observed',
        source: 'logs of clients, Sep and Oct 2026, with status, headers and body',
      },
      'tokens-per-day': {
        ...tooLarge,
        message: requestTooLarge('tokens per day (TPD)'),
        dimension: 'TPD',
        sample: { ...asked, limit: '100000', requested: '120000', billing },
        provenance: 'inferred',
        source: 'inferred from the message by the minute; a client’s notes say that the day may be named',
      },
      'no-room-for-file': {
        ...refused,
        message:
          'The mock has no room left for this. Delete files that are no longer needed (DELETE /openai/v1/files/ID), or reset the session (POST /__mock/sessions/ID/reset), or start with a larger --file-bytes.',
        code: 'request_too_large',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: a limit of the mock alone, whose words are its own',
      },
      'audio-seconds-per-hour': {
        ...tooLarge,
        message: requestTooLarge('seconds of audio per hour (ASH)'),
        type: 'requests',
        dimension: 'ASH',
        sample: { ...asked, model: 'whisper-large-v3', limit: '7200', requested: '9000', billing },
        provenance: 'inferred',
        source: 'inferred from the message for tokens and the 429 for seconds of audio; never captured',
      },
      'audio-seconds-per-day': {
        ...tooLarge,
        message: requestTooLarge('seconds of audio per day (ASD)'),
        type: 'requests',
        dimension: 'ASD',
        sample: { ...asked, model: 'whisper-large-v3', limit: '28800', requested: '36000', billing },
        provenance: 'inferred',
        source: 'inferred from the message for tokens and the 429 for seconds of audio; never captured',
      },
      'edge-html': shortPage(
        '413 Request Entity Too Large',
        'observed',
        'issue of a client (AAVT#30), for a very large body: title and signature; the rest of the markup is the mock’s own',
      ),
    },
  },
  416: {
    status: 416,
    title: 'Range Not Satisfiable',
    description: 'The file has none of the bytes that the Range header asks for. `Content-Range` says how long it is.',
    retry: false,
    retryAdvice: 'No: ask for another range.',
    documented: 'no',
    defaultVariant: 'range-not-satisfiable',
    variants: {
      'range-not-satisfiable': {
        ...refused,
        message: 'The requested range is not satisfiable.',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: what HTTP (RFC 9110) has a server answer, in the documented error object',
      },
    },
  },
  417: {
    status: 417,
    title: 'Expectation Failed',
    description: 'The Expect header of the request asks for something else than `100-continue`. Leave it out.',
    retry: false,
    retryAdvice: 'No: the header has to go.',
    documented: 'no',
    defaultVariant: 'expectation-failed',
    variants: {
      'expectation-failed': {
        ...refused,
        message: 'Expectation Failed',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: what HTTP (RFC 9110) lets a server answer, in the documented error object',
      },
    },
  },
  422: {
    status: 422,
    title: 'Unprocessable Entity',
    description:
      'The request was well-formed, but its meaning could not be followed. Check that its data are correct and complete.',
    retry: false,
    retryAdvice: 'No: check the data first.',
    documented: 'page',
    defaultVariant: 'unprocessable-entity',
    variants: {
      'unprocessable-entity': {
        ...refused,
        message: 'The request was well-formed but could not be followed due to semantic errors.',
        sample: {},
        provenance: 'inferred',
        source:
          'inferred: the documented error object around the documented description of 422; no body was ever captured',
      },
    },
  },
  424: {
    status: 424,
    title: 'Failed Dependency',
    description:
      'A request that this one depends on failed, such as one to a remote MCP server that refused its credentials.',
    retry: false,
    retryAdvice: 'No: set right what the request depends on.',
    documented: 'later',
    defaultVariant: 'failed-dependency',
    variants: {
      'failed-dependency': {
        ...refused,
        message: 'A dependent request failed.',
        sample: {},
        provenance: 'inferred',
        source:
          'inferred: the documented error object around the later documented description; no body was ever captured',
      },
    },
  },
  429: {
    status: 429,
    title: 'Too Many Requests',
    description: 'Too many requests were sent in a span of time. Throttle requests and respect the rate limits.',
    retry: true,
    retryAdvice: 'Yes, after the seconds that retry-after says.',
    documented: 'page',
    defaultVariant: 'tokens-per-minute',
    variants: {
      'requests-per-minute': {
        ...limited,
        message: limitReached('requests per minute (RPM)'),
        type: 'requests',
        dimension: 'RPM',
        sample: { ...asked, limit: '30', used: '30', requested: '1', tryAgainIn: '665ms', billing },
        provenance: 'observed',
        source: 'issue of a client (llama_index#14801)',
      },
      'requests-per-day': {
        ...limited,
        message: limitReached('requests per day (RPD)'),
        type: 'requests',
        dimension: 'RPD',
        sample: { ...asked, limit: '1000', used: '1000', requested: '1', tryAgainIn: '1m26.4s', billing },
        provenance: 'observed',
        source: issues,
      },
      'tokens-per-minute': {
        ...limited,
        message: limitReached('tokens per minute (TPM)'),
        type: 'tokens',
        dimension: 'TPM',
        sample: { ...asked, limit: '8000', used: '6670', requested: '5883', tryAgainIn: '34.1475s', billing },
        provenance: 'observed',
        source: 'live calls of Sep 2026; the ending without billing, for paid organizations, is inferred',
      },
      'tokens-per-minute-2024': {
        ...limited,
        message: `Rate limit reached for model \`{model}\` in organization \`{organization}\` on tokens per minute (TPM): Limit {limit}, Used {used}, Requested ~{requested}. Please try again in {tryAgainIn}. ${limits}`,
        type: 'tokens',
        dimension: 'TPM',
        sample: { model, organization, limit: '6000', used: '5000', requested: '1477', tryAgainIn: '4.77s' },
        provenance: 'observed',
        source: `${issues}, 2024: no service tier, a tilde, another ending; the whole is put together from these parts, the joints are inferred`,
      },
      'input-tokens-per-minute': {
        ...limited,
        message: limitReached('input tokens per minute (ITPM)'),
        type: 'tokens',
        dimension: 'ITPM',
        sample: {
          ...asked,
          model: qwen,
          limit: '7000',
          used: '3858',
          requested: '4223',
          tryAgainIn: '9.265714285s',
          billing,
        },
        provenance: 'observed',
        source: 'logs of clients, Sep and Oct 2026, with headers and the whole body',
      },
      'output-tokens-per-minute': {
        ...limited,
        message: limitReached('output tokens per minute (OTPM)'),
        type: 'tokens',
        dimension: 'OTPM',
        sample: {
          ...asked,
          model: qwen,
          limit: '1000',
          used: '485',
          requested: '800',
          tryAgainIn: '17.099999999s',
          billing,
        },
        provenance: 'observed',
        source: 'logs of clients, Sep and Oct 2026, with the whole body',
      },
      'output-tokens-too-large': {
        ...limited,
        message: outputTooLarge,
        type: 'tokens',
        dimension: 'OTPM',
        sample: { ...asked, model: qwen, limit: '1000', requested: '1453' },
        headers: { 'retry-after': '28' },
        provenance: 'observed',
        source:
          'logs of clients, Sep and Oct 2026: status, message, type and code; one report has 400 in its place; headers and retry-after are inferred from those of other refusals',
      },
      'tokens-per-day': {
        ...limited,
        message: limitReached('tokens per day (TPD)'),
        type: 'tokens',
        dimension: 'TPD',
        sample: { ...asked, limit: '100000', used: '99669', requested: '1000', tryAgainIn: '9m38.016s', billing },
        provenance: 'observed',
        source: `${issues}: limit and wait; how the overshoot divides into used and requested is inferred`,
      },
      'audio-seconds-per-hour': {
        ...limited,
        message: limitReached('seconds of audio per hour (ASH)'),
        type: 'requests',
        dimension: 'ASH',
        sample: {
          ...asked,
          model: 'whisper-large-v3',
          limit: '7200',
          used: '7200',
          requested: '600',
          tryAgainIn: '5m0s',
          billing,
        },
        provenance: 'inferred',
        source:
          'inferred: test data of clients name the dimension; type, numbers and headers are guesses (audio answers show audio seconds in place of tokens)',
      },
      'audio-seconds-per-day': {
        ...limited,
        message: limitReached('seconds of audio per day (ASD)'),
        type: 'requests',
        dimension: 'ASD',
        sample: {
          ...asked,
          model: 'whisper-large-v3',
          limit: '28800',
          used: '28800',
          requested: '300',
          tryAgainIn: '15m0s',
          billing,
        },
        provenance: 'inferred',
        source:
          'inferred: test data of clients name the dimension; type, numbers and headers are guesses (audio answers show audio seconds in place of tokens)',
      },
    },
  },
  498: {
    status: 498,
    title: 'Flex Tier Capacity Exceeded',
    description:
      'A status of Groq’s own: the flex tier is at capacity and the request is not processed. Try again later.',
    retry: true,
    retryAdvice: 'Yes, backing off with jitter; no retry-after comes with it.',
    documented: 'page',
    defaultVariant: 'capacity-exceeded',
    variants: {
      'capacity-exceeded': {
        kind: 'json',
        message: '`flex` tier capacity exceeded',
        type: 'capacity',
        code: 'capacity_exceeded',
        sample: {},
        provenance: 'inferred',
        source:
          'documentation: flex processing, for the code; a client that ran flex traffic looks for this message, whose end is not known; type is inferred, as in test data of a client',
      },
    },
  },
  499: {
    status: 499,
    title: 'Request Cancelled',
    description: 'A status of Groq’s own, for its page of logs: the caller cancelled the request.',
    retry: false,
    retryAdvice: 'No: the caller gave the request up.',
    documented: 'page',
    defaultVariant: 'request-cancelled',
    variants: {
      'request-cancelled': {
        ...refused,
        message: 'Request Cancelled',
        sample: {},
        provenance: 'inferred',
        source:
          'inferred: the documented error object around the reason phrase; who cancelled is gone, so nobody ever received one',
      },
    },
  },
  500: {
    status: 500,
    title: 'Internal Server Error',
    description: 'Something went wrong on the server. Try again later, and ask support if it stays so.',
    retry: true,
    retryAdvice: 'Yes, a few times, waiting longer each time.',
    documented: 'page',
    defaultVariant: 'internal-server-error',
    variants: {
      'internal-server-error': {
        ...broken,
        message: 'Internal Server Error',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: the documented error object around the reason phrase, with the type that 503 has',
      },
    },
  },
  502: {
    status: 502,
    title: 'Bad Gateway',
    description: 'The server got an invalid response from a server behind it. This may pass: trying again may help.',
    retry: true,
    retryAdvice: 'Yes, a few times, waiting longer each time.',
    documented: 'page',
    defaultVariant: 'json',
    variants: {
      json: {
        ...broken,
        message: 'Bad Gateway',
        sample: {},
        provenance: 'inferred',
        source: 'inferred: the documented error object around the reason phrase; only pages were seen',
      },
      'edge-html': edgePage(
        502,
        'Bad gateway',
        'observed',
        'issues of clients, 2024 (groq-api-cookbook#3, langchain#25016): title, code, link, time and ray id; headers inferred, markup the mock’s own',
      ),
      'edge-html-short': shortPage(
        '502 Bad Gateway',
        'inferred',
        'inferred: seen from the same edge for another vendor only',
      ),
    },
  },
  503: {
    status: 503,
    title: 'Service Unavailable',
    description:
      'The server is not ready for the request, often because of maintenance or overload. Wait before trying again.',
    retry: true,
    retryAdvice: 'Yes, after a wait that grows each time.',
    documented: 'page',
    defaultVariant: 'unavailable',
    variants: {
      unavailable: {
        ...broken,
        message: 'Service Unavailable',
        sample: {},
        provenance: 'observed',
        source: issues,
      },
      'over-capacity': {
        ...broken,
        message:
          '{model} is currently over capacity. Please try again and back off exponentially. Visit https://groqstatus.com to see if there is an active incident.',
        sample: { model },
        provenance: 'observed',
        source: 'issues of clients (ragflow#9858 and several of 2026)',
      },
    },
  },
  504: edgeStatus(504, 'Gateway Timeout', 'Gateway time-out', 'A server behind the edge took too long to answer.'),
  520: edgeStatus(
    520,
    'Web Server Returned an Unknown Error',
    'Web server is returning an unknown error',
    'The edge got an answer from the API that it does not understand.',
  ),
  521: edgeStatus(521, 'Web Server Is Down', 'Web server is down', 'The API refused the edge’s connection.'),
  522: edgeStatus(
    522,
    'Connection Timed Out',
    'Connection timed out',
    'The edge could not connect to the API in time.',
  ),
  523: edgeStatus(523, 'Origin Is Unreachable', 'Origin is unreachable', 'The edge found no way to the API.'),
  524: edgeStatus(
    524,
    'A Timeout Occurred',
    'A timeout occurred',
    'The edge connected, but the API took too long to answer.',
  ),
} as const satisfies Record<number, StatusFacts>

/** The same, as a list in ascending order. */
export const catalogue: readonly StatusFacts[] = Object.values(errors)

/** The statuses of the documented error page, in the version of 2025 or in that of 2026 (§1.1). */
export const documentedStatuses: readonly number[] = catalogue
  .filter(({ documented }) => documented !== 'no')
  .map(({ status }) => status)
