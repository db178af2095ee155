// Written by npm run docs.

interface Delay {
  /** Half of the delays are shorter. */
  readonly median: string
  /** One in a hundred is longer. */
  readonly p99: string
}

interface Delay2 {
  /** How long a request waits that is alone. By default not at all. */
  readonly base?: string | Delay
  /** How much longer it waits for each other request of its session that is being answered when it comes. */
  readonly perConcurrent: string
}

/** At most one of error, complete, reply, sequence, oneOf, pass. */
type AtMostOne =
  | { readonly error: unknown; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly complete: unknown; readonly error?: never; readonly reply?: never; readonly sequence?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly reply: unknown; readonly error?: never; readonly complete?: never; readonly sequence?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly sequence: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: never }
  | { readonly oneOf: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly pass?: never; readonly fault?: never }
  | { readonly pass: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly oneOf?: never; readonly fault?: never }
  | { readonly error?: never; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly oneOf?: never; readonly pass?: never }

interface Debug {
  /** Becomes `input_token_ids`. */
  readonly inputTokenIds?: readonly (number)[]
  /** Becomes `input_tokens`. */
  readonly inputTokens?: readonly (string)[]
  /** Becomes `output_token_ids`. */
  readonly outputTokenIds?: readonly (number)[]
  /** Becomes `output_tokens`. */
  readonly outputTokens?: readonly (string)[]
}

interface Headers {
  /** A `content-encoding` that the body does not have, and is not meant to. */
  readonly lie: string
}

interface Complete {
  /** The content of the message. */
  readonly text?: string | {
    /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
    readonly template: string
  }
  /** The reasoning of the message. */
  readonly reasoning?: string | {
    /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
    readonly template: string
  }
  /** Tools that the answer calls. */
  readonly toolCalls?: readonly ({
    /** The function. */
    readonly name: string
    /** A mapping, or a text that is sent as it is, right or wrong. */
    readonly arguments?: unknown
  })[]
  /** Content as compact JSON text. */
  readonly json?: unknown
  /** The finish reason. */
  readonly finish?: "stop" | "length" | "tool_calls"
  /** Token counts to report. */
  readonly usage?: {
    /** Tokens of the prompt. */
    readonly prompt_tokens?: number
    /** Tokens of the prompt that were cached: limits do not count them. */
    readonly cached_tokens?: number
    /** Tokens of the answer. */
    readonly completion_tokens?: number
    /** Both together; by default their sum. */
    readonly total_tokens?: number
  }
  /** The content in the pieces that a stream brings it in; an answer that is whole has them joined. */
  readonly chunks?: readonly (string)[]
  /** The model that the answer names; by default the one of the request. */
  readonly model?: string
  /** The id of the answer. */
  readonly id?: string
  /** How likely the tokens of the content are. */
  readonly logprobs?: readonly ({
    /** The token. */
    readonly token: string
    /** Its log probability. */
    readonly logprob: number
    /** Its bytes; by default those of the token in UTF-8. */
    readonly bytes?: readonly (number)[]
    /** What else might have stood there; by default nothing. */
    readonly top_logprobs?: readonly ({
      /** The token. */
      readonly token: string
      /** Its log probability. */
      readonly logprob: number
      /** Its bytes; by default those of the token in UTF-8. */
      readonly bytes?: readonly (number)[]
    })[]
  })[]
  /** The vector of every input, or a list with one for each; the last one stays for inputs that are left. */
  readonly embedding?: readonly (number | readonly (number)[])[]
  /** How a response ends (incomplete, failed), or where a new batch comes to and stays. */
  readonly status?: "incomplete" | "failed" | "validating" | "in_progress" | "finalizing" | "expired" | "cancelling" | "cancelled" | "completed"
  /** Why a response is incomplete; by default max_output_tokens. */
  readonly reason?: string
  /** The error of a response that failed, or is incomplete. */
  readonly error?: {
    /** The code. */
    readonly code: string
    /** The message. */
    readonly message: string
  }
  /** The errors of a batch that failed. */
  readonly errors?: readonly ({
    /** The code. */
    readonly code: string
    /** The message. */
    readonly message: string
    /** What is wrong in the line. */
    readonly param?: string
    /** The line of the input. */
    readonly line?: number
  })[]
}

interface Reply {
  /** The HTTP status; by default 200. */
  readonly status?: number
  /** Headers of this answer. */
  readonly headers?: { readonly [name: string]: string | Headers }
  /** Text as it is, or anything else as JSON. */
  readonly body?: unknown
  /** A file next to the scenario; its bytes are the body. */
  readonly file?: string
  /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
  readonly template?: string
}

/** At most one of cut, trickle, short. */
type AtMostOne2 =
  | { readonly cut: unknown; readonly trickle?: never; readonly short?: never }
  | { readonly trickle: unknown; readonly cut?: never; readonly short?: never }
  | { readonly short: unknown; readonly cut?: never; readonly trickle?: never }
  | { readonly cut?: never; readonly trickle?: never; readonly short?: never }

interface Fault {
  /** The answer stops in the middle. */
  readonly cut?: {
    /** How much of it comes: chunks, bytes of the body, or a share of them. */
    readonly after: string
  }
  /** How a cut ends: `reset` (default), or `end`, as if the answer were whole. */
  readonly with?: "reset" | "end"
  /** The body comes very slowly. */
  readonly trickle?: {
    /** How many bytes a second. */
    readonly bytesPerSecond: number
  }
  /** How many bytes more the `Content-Length` promises than are sent before the connection closes. */
  readonly short?: string
}

/** At most one of error, complete, reply, oneOf, pass. */
type AtMostOne3 =
  | { readonly error: unknown; readonly complete?: never; readonly reply?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly complete: unknown; readonly error?: never; readonly reply?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly reply: unknown; readonly error?: never; readonly complete?: never; readonly oneOf?: never; readonly pass?: never; readonly fault?: object }
  | { readonly oneOf: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly pass?: never; readonly fault?: never }
  | { readonly pass: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly oneOf?: never; readonly fault?: never }
  | { readonly error?: never; readonly complete?: never; readonly reply?: never; readonly oneOf?: never; readonly pass?: never }

/** At most one of error, complete, reply, pass. */
type AtMostOne4 =
  | { readonly error: unknown; readonly complete?: never; readonly reply?: never; readonly pass?: never; readonly fault?: object }
  | { readonly complete: unknown; readonly error?: never; readonly reply?: never; readonly pass?: never; readonly fault?: object }
  | { readonly reply: unknown; readonly error?: never; readonly complete?: never; readonly pass?: never; readonly fault?: object }
  | { readonly pass: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly fault?: never }
  | { readonly error?: never; readonly complete?: never; readonly reply?: never; readonly pass?: never }

interface Stream {
  /** How long the first event waits; the head of the answer comes at once. */
  readonly firstToken?: string | Delay | Delay2
  /** How fast chunks come: tokens a second (each chunk counts as one token), or the time between two chunks. */
  readonly pace?: string
  /** Silence in the middle of the stream. */
  readonly stall?: {
    /** How many chunks go out before. */
    readonly after: string
    /** How long; by default forever. */
    readonly for?: string
  }
  /** A comment each time that nothing else has come for so long. */
  readonly keepAlive?: string | {
    /** After how long a silence it comes. */
    readonly every: string
    /** What stands behind the colon; by default keep-alive. */
    readonly comment: string
  }
  /** An event with an error, in the words of its usual answer; then the stream ends. */
  readonly error?: {
    /** How many chunks go out before. */
    readonly after: string
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** Without the line `event: error`: the data alone. */
    readonly bare?: true
  }
  /** The next chunk is cut in half, so that its JSON breaks off; the stream goes on. */
  readonly malformed?: {
    /** How many chunks go out before. */
    readonly after: string
  }
  /** The last of these chunks comes twice. */
  readonly duplicate?: {
    /** How many chunks go out before. */
    readonly after: string
  }
  /** The stream ends without its `[DONE]`. */
  readonly noDone?: true
  /** Lines between the events: ids, retries, comments, or what no reader knows. */
  readonly lines?: readonly ({
    /** How many chunks go out before; `start` is before the first. By default before every chunk. */
    readonly after?: string
    /** Lines as they are. They belong to the event that follows; an empty one at the end sets them apart. `{chunk}` is the number of the chunk that follows. */
    readonly add: readonly (string)[]
  })[]
  /** The stream begins with a byte order mark, EF BB BF. */
  readonly bom?: true
  /** How many events come in one packet. */
  readonly coalesce?: number
  /** Into how many packets each event is split; a character of several bytes is cut in two. */
  readonly split?: number
  /** Lines end with CRLF. */
  readonly crlf?: true
}

interface OneOf {
  /** How likely: `10%`. */
  readonly share: string
  /** A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants. */
  readonly error?: number | {
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string | {
      /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
      readonly template: string
    }
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead. */
    readonly retryAfter?: string | {
      /** `retry-after` is an HTTP-date so far ahead. */
      readonly date?: string
      /** `retry-after-ms` says so many milliseconds, and there is no `retry-after`. */
      readonly ms?: number
    }
    /** Headers of this answer. */
    readonly headers?: { readonly [name: string]: string | Headers }
  }
  /** Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself. */
  readonly complete?: Complete
  /** A literal response. 206 without a body is a part of the answer that success would give. */
  readonly reply?: Reply
  /** A break below or inside HTTP: of the connection before any byte, or in the body of the answer. */
  readonly fault?: "reset" | "drop" | "hang" | "garbage" | Fault & AtMostOne2
  /** Lets the next rule speak. */
  readonly pass?: true
  /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
  readonly delay?: string | Delay | Delay2
  /** Headers to add to the answer or, with null, to remove from it. */
  readonly headers?: { readonly [name: string]: string | Headers | null }
  /** What changes an answer that is streamed. */
  readonly stream?: Stream
}

interface Sequence {
  /** How many requests this step answers; by default 1. */
  readonly times?: number
  /** A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants. */
  readonly error?: number | {
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string | {
      /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
      readonly template: string
    }
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead. */
    readonly retryAfter?: string | {
      /** `retry-after` is an HTTP-date so far ahead. */
      readonly date?: string
      /** `retry-after-ms` says so many milliseconds, and there is no `retry-after`. */
      readonly ms?: number
    }
    /** Headers of this answer. */
    readonly headers?: { readonly [name: string]: string | Headers }
  }
  /** Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself. */
  readonly complete?: Complete
  /** A literal response. 206 without a body is a part of the answer that success would give. */
  readonly reply?: Reply
  /** A break below or inside HTTP: of the connection before any byte, or in the body of the answer. */
  readonly fault?: "reset" | "drop" | "hang" | "garbage" | Fault & AtMostOne2
  /** Lets the next rule speak. */
  readonly pass?: true
  /** One weighted draw; requests that draw none of the shares go on to the next rule. */
  readonly oneOf?: readonly (OneOf & AtMostOne4)[]
  /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
  readonly delay?: string | Delay | Delay2
  /** Headers to add to the answer or, with null, to remove from it. */
  readonly headers?: { readonly [name: string]: string | Headers | null }
  /** What changes an answer that is streamed. */
  readonly stream?: Stream
}

/** At most one of error, complete, reply, sequence, pass. */
type AtMostOne5 =
  | { readonly error: unknown; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly pass?: never; readonly fault?: object }
  | { readonly complete: unknown; readonly error?: never; readonly reply?: never; readonly sequence?: never; readonly pass?: never; readonly fault?: object }
  | { readonly reply: unknown; readonly error?: never; readonly complete?: never; readonly sequence?: never; readonly pass?: never; readonly fault?: object }
  | { readonly sequence: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly pass?: never; readonly fault?: never }
  | { readonly pass: unknown; readonly error?: never; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly fault?: never }
  | { readonly error?: never; readonly complete?: never; readonly reply?: never; readonly sequence?: never; readonly pass?: never }

interface Sequence2 {
  /** How many requests this step answers; by default 1. */
  readonly times?: number
  /** A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants. */
  readonly error?: number | {
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string | {
      /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
      readonly template: string
    }
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead. */
    readonly retryAfter?: string | {
      /** `retry-after` is an HTTP-date so far ahead. */
      readonly date?: string
      /** `retry-after-ms` says so many milliseconds, and there is no `retry-after`. */
      readonly ms?: number
    }
    /** Headers of this answer. */
    readonly headers?: { readonly [name: string]: string | Headers }
  }
  /** Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself. */
  readonly complete?: Complete
  /** A literal response. 206 without a body is a part of the answer that success would give. */
  readonly reply?: Reply
  /** A break below or inside HTTP: of the connection before any byte, or in the body of the answer. */
  readonly fault?: "reset" | "drop" | "hang" | "garbage" | Fault & AtMostOne2
  /** Lets the next rule speak. */
  readonly pass?: true
  /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
  readonly delay?: string | Delay | Delay2
  /** Headers to add to the answer or, with null, to remove from it. */
  readonly headers?: { readonly [name: string]: string | Headers | null }
  /** What changes an answer that is streamed. */
  readonly stream?: Stream
}

interface OneOf2 {
  /** How likely: `10%`. */
  readonly share: string
  /** A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants. */
  readonly error?: number | {
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string | {
      /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
      readonly template: string
    }
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead. */
    readonly retryAfter?: string | {
      /** `retry-after` is an HTTP-date so far ahead. */
      readonly date?: string
      /** `retry-after-ms` says so many milliseconds, and there is no `retry-after`. */
      readonly ms?: number
    }
    /** Headers of this answer. */
    readonly headers?: { readonly [name: string]: string | Headers }
  }
  /** Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself. */
  readonly complete?: Complete
  /** A literal response. 206 without a body is a part of the answer that success would give. */
  readonly reply?: Reply
  /** A break below or inside HTTP: of the connection before any byte, or in the body of the answer. */
  readonly fault?: "reset" | "drop" | "hang" | "garbage" | Fault & AtMostOne2
  /** Lets the next rule speak. */
  readonly pass?: true
  /** One after the other in each session; the last one stays. */
  readonly sequence?: readonly (Sequence2 & AtMostOne4)[]
  /** What the sequence does after its last step: start over, or let the next rule speak. By default the last step stays. */
  readonly then?: "repeat" | "pass"
  /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
  readonly delay?: string | Delay | Delay2
  /** Headers to add to the answer or, with null, to remove from it. */
  readonly headers?: { readonly [name: string]: string | Headers | null }
  /** What changes an answer that is streamed. */
  readonly stream?: Stream
}

interface Rule {
  /** Unique in its file; by default `rule-1` and so on, by position. */
  readonly name?: string
  /** All criteria must hold; without any, every request matches. */
  readonly match?: {
    /** The endpoint, or several; `*` allowed. */
    readonly endpoint?: string | readonly (string)[]
    /** The HTTP method, or several. */
    readonly method?: string | readonly (string)[]
    /** A glob on the path below `/openai/v1`; `*` stays within a segment, `**` crosses. */
    readonly path?: string
    /** What the server found wrong by itself; `*` for anything. */
    readonly problem?: string | readonly (string)[]
    /** Which attempt of the same call this is: `2` or `1..3`. */
    readonly attempt?: number | string
    /** Whether the attempt came before the time that the answer to the one before it told, in `retry-after`, `retry-after-ms` or the text. */
    readonly early?: boolean
    /** Whether the request asks for a stream. */
    readonly stream?: boolean
    /** A glob on the model asked for. */
    readonly model?: string | readonly (string)[]
    /** A glob on the service tier asked for. */
    readonly tier?: string | readonly (string)[]
    /** A glob on the API key. */
    readonly key?: string | readonly (string)[]
    /** Headers of the request; each value is text, a glob, or /regex/, or null for a header that is not there. */
    readonly header?: { readonly [name: string]: string | null }
    /** Parameters of the query; each value is text, a glob, or /regex/, a number, true or false, or null for one that is not there. Of one that comes several times, one must fit. */
    readonly query?: { readonly [name: string]: string | number | boolean | null }
    /** The size of the body: more or less than this. */
    readonly bytes?: string
    /** How often the model has spoken already in what the request holds, `0` for the first turn: messages of the assistant, or what stands for them in `input`. */
    readonly turn?: number | string
    /** Text that the last user message contains, or a /regex/ on it. */
    readonly says?: string
    /** A JSONPath (RFC 9535), and what one of the values that it selects must be: text, a glob, /regex/, a number, a comparison such as >1000, true, false or null. */
    readonly body?: { readonly [name: string]: string | number | boolean | null }
    /** Holds where these criteria do not all hold. */
    readonly not?: {
      /** The endpoint, or several; `*` allowed. */
      readonly endpoint?: string | readonly (string)[]
      /** The HTTP method, or several. */
      readonly method?: string | readonly (string)[]
      /** A glob on the path below `/openai/v1`; `*` stays within a segment, `**` crosses. */
      readonly path?: string
      /** What the server found wrong by itself; `*` for anything. */
      readonly problem?: string | readonly (string)[]
      /** Which attempt of the same call this is: `2` or `1..3`. */
      readonly attempt?: number | string
      /** Whether the attempt came before the time that the answer to the one before it told, in `retry-after`, `retry-after-ms` or the text. */
      readonly early?: boolean
      /** Whether the request asks for a stream. */
      readonly stream?: boolean
      /** A glob on the model asked for. */
      readonly model?: string | readonly (string)[]
      /** A glob on the service tier asked for. */
      readonly tier?: string | readonly (string)[]
      /** A glob on the API key. */
      readonly key?: string | readonly (string)[]
      /** Headers of the request; each value is text, a glob, or /regex/, or null for a header that is not there. */
      readonly header?: { readonly [name: string]: string | null }
      /** Parameters of the query; each value is text, a glob, or /regex/, a number, true or false, or null for one that is not there. Of one that comes several times, one must fit. */
      readonly query?: { readonly [name: string]: string | number | boolean | null }
      /** The size of the body: more or less than this. */
      readonly bytes?: string
      /** How often the model has spoken already in what the request holds, `0` for the first turn: messages of the assistant, or what stands for them in `input`. */
      readonly turn?: number | string
      /** Text that the last user message contains, or a /regex/ on it. */
      readonly says?: string
      /** A JSONPath (RFC 9535), and what one of the values that it selects must be: text, a glob, /regex/, a number, a comparison such as >1000, true, false or null. */
      readonly body?: { readonly [name: string]: string | number | boolean | null }
    }
  }
  /** Speaks only in this window of session time, which starts with the session's first API request. */
  readonly during?: string
  /** Skips this many matching requests first. */
  readonly after?: number
  /** Speaks for every fourth matching request (`every: 4`), counted from where `after` ends. */
  readonly every?: number
  /** Speaks for this share of the matching requests, by seeded luck. */
  readonly share?: string
  /** Speaks at most this many times. */
  readonly times?: number
  /** Keeps the counters of `after`, `every`, `times` and `sequence` apart for each API key, model or value of a header; with `drawBy: order` the draws too. */
  readonly per?: string
  /** A documented status with a spec-conformant body. `groq-mock errors` lists statuses and variants. */
  readonly error?: number | {
    /** The HTTP status. */
    readonly status: number
    /** Which body of the catalogue; by default that of the status. */
    readonly variant?: string
    /** Replaces `error.message`. */
    readonly message?: string | {
      /** Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request. */
      readonly template: string
    }
    /** Replaces `error.type`. */
    readonly type?: string
    /** Replaces `error.param`; null leaves it out. */
    readonly param?: string | null
    /** Replaces `error.code`; null leaves it out. */
    readonly code?: string | null
    /** Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out. */
    readonly failedGeneration?: string | { readonly [name: string]: unknown } | null
    /** Replaces `error.schema_path`; null leaves it out. */
    readonly schemaPath?: string | null
    /** Replaces `error.schema_path_segments`; null leaves it out. */
    readonly schemaPathSegments?: readonly (string)[] | null
    /** Replaces `error.schema_kind`; null leaves it out. */
    readonly schemaKind?: string | null
    /** Replaces `error.schema_code`; null leaves it out. */
    readonly schemaCode?: string | null
    /** Adds `error.debug`: the tokens that went in and came out. */
    readonly debug?: Debug
    /** How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead. */
    readonly retryAfter?: string | {
      /** `retry-after` is an HTTP-date so far ahead. */
      readonly date?: string
      /** `retry-after-ms` says so many milliseconds, and there is no `retry-after`. */
      readonly ms?: number
    }
    /** Headers of this answer. */
    readonly headers?: { readonly [name: string]: string | Headers }
  }
  /** Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself. */
  readonly complete?: Complete
  /** A literal response. 206 without a body is a part of the answer that success would give. */
  readonly reply?: Reply
  /** A break below or inside HTTP: of the connection before any byte, or in the body of the answer. */
  readonly fault?: "reset" | "drop" | "hang" | "garbage" | Fault & AtMostOne2
  /** Lets the next rule speak. */
  readonly pass?: true
  /** One after the other in each session; the last one stays. */
  readonly sequence?: readonly (Sequence & AtMostOne3)[]
  /** What the sequence does after its last step: start over, or let the next rule speak. By default the last step stays. */
  readonly then?: "repeat" | "pass"
  /** One weighted draw; requests that draw none of the shares go on to the next rule. */
  readonly oneOf?: readonly (OneOf2 & AtMostOne5)[]
  /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
  readonly delay?: string | Delay | Delay2
  /** Headers to add to the answer or, with null, to remove from it. */
  readonly headers?: { readonly [name: string]: string | Headers | null }
  /** What changes an answer that is streamed. */
  readonly stream?: Stream
}

export interface WrittenScenario {
  /** What this scenario is for, in one sentence. */
  readonly about: string
  /** Same seed, same requests, same answers. Default 1. */
  readonly seed?: number
  /** What a draw is tied to: the request (default), or the order of arrival. */
  readonly drawBy?: "request" | "order"
  /** How the API behaves when no rule speaks. */
  readonly api?: {
    /** `standard` refuses what Groq refuses in a body, unknown properties too; `lenient` lets unknown properties pass; `off` accepts every body that can be read. `strict` is another name of `standard`. */
    readonly validation?: "off" | "lenient" | "standard" | "strict"
    /** `known` answers 404 for files, batches and fine tunings that nobody made; `any` makes up plausible ones. */
    readonly resources?: "known" | "any"
    /** Which API keys are accepted; others get the documented 401. */
    readonly keys?: "any" | "present" | readonly (string)[]
    /** Which models are served; others get 404, and those that were retired long ago 400. */
    readonly models?: "any" | "known" | readonly (string)[]
    /** The largest JSON body; above it 413. Default 25MiB. */
    readonly bodyLimit?: string
    /** Whether answers are compressed as clients accept it (br, gzip, deflate), streams event by event. Default false. */
    readonly compression?: boolean
    /** The plan whose limits apply: `none`, or `free` with its documented limits, model by model. */
    readonly plan?: "none" | "free"
    /** Limits for each organization and model. The first entry that names a model applies, before those of the plan. */
    readonly limits?: readonly ({
      /** A glob for the models that are limited; by default all of them. Each model is counted on its own. */
      readonly model?: string
      /** How many requests per minute. */
      readonly rpm?: number | string
      /** How many requests per day. */
      readonly rpd?: number | string
      /** How many input tokens per minute. */
      readonly itpm?: number | string
      /** How many output tokens per minute. */
      readonly otpm?: number | string
      /** How many tokens per minute. */
      readonly tpm?: number | string
      /** How many tokens per day. */
      readonly tpd?: number | string
      /** How many seconds of audio per hour. */
      readonly ash?: number | string
      /** How many seconds of audio per day. */
      readonly asd?: number | string
      /** How much of the limit may be used at once, if not all of it. */
      readonly burst?: {
        /** How many at once of the requests per minute. */
        readonly rpm?: number | string
        /** How many at once of the requests per day. */
        readonly rpd?: number | string
        /** How many at once of the input tokens per minute. */
        readonly itpm?: number | string
        /** How many at once of the output tokens per minute. */
        readonly otpm?: number | string
        /** How many at once of the tokens per minute. */
        readonly tpm?: number | string
        /** How many at once of the tokens per day. */
        readonly tpd?: number | string
        /** How many at once of the seconds of audio per hour. */
        readonly ash?: number | string
        /** How many at once of the seconds of audio per day. */
        readonly asd?: number | string
      }
    })[]
    /** API keys that share the limits of one organization; a key that is not listed is an organization of its own. */
    readonly organizations?: { readonly [name: string]: readonly (string)[] }
    /** Whether `max_completion_tokens` counts up front for `tpm` and `tpd`, as it always does for `otpm`. Default false. */
    readonly reserveMaxTokens?: boolean
    /** What a request gets whose `max_tokens` is more than `otpm`: 429 (default), as most reports say, or 400, as one says. */
    readonly outputTooLarge?: 429 | 400
    /** Whether 429 and 413 by limits end with the advice to upgrade, as on the free plan. Default true. */
    readonly billingHint?: boolean
    /** The service tiers that are available; others get 400. By default all of them, with `plan: free` only on_demand. */
    readonly tiers?: readonly ("on_demand" | "flex" | "performance")[]
    /** How many flex requests are served at once, or which share of them is served; the others get 498. */
    readonly flexCapacity?: number | string
    /** How much is served at once; the rest gets 503. */
    readonly capacity?: {
      /** How many requests at once. */
      readonly concurrent: number
    }
    /** How long the first byte waits, in real time. Delays are not added up: the nearest one applies. */
    readonly delay?: string | Delay | Delay2
    /** How fast streams come. */
    readonly stream?: {
      /** How long the first event waits; the head of the answer comes at once. */
      readonly firstToken?: string | Delay | Delay2
      /** How fast chunks come: tokens a second (each chunk counts as one token), or the time between two chunks. */
      readonly pace?: string
    }
  }
  /** The first rule that matches and whose gates open decides. */
  readonly rules?: readonly (Rule & AtMostOne)[]
  /** What is expected of the client; a verdict says whether it holds. */
  readonly expect?: {
    /** How every call ends: `success`, served in the end; `failure`, not served, and the client knows it. */
    readonly finally?: "success" | "failure"
    /** How often a call is tried. */
    readonly attempts?: {
      /** At least so often, where it fails in the end and another try could have helped. */
      readonly min?: number
      /** At most so often. */
      readonly max?: number
    }
    /** The client comes back no earlier than it was told. */
    readonly honoursRetryAfter?: true
    /** How waits grow that no answer told. */
    readonly backoff?: {
      /** By which factor, from one wait of a call to the next, in the median over calls. */
      readonly growth?: number
    }
    /** Waits that no answer told differ from call to call; five calls are needed to tell. */
    readonly jitter?: true
    /** Statuses after which the same request does not come again. */
    readonly neverRetry?: readonly (number)[]
    /** The longest silence that the client sits through. */
    readonly deadline?: string
    /** How many requests are open at once. */
    readonly concurrency?: {
      /** At most so many. */
      readonly max?: number
    }
    /** What is delivered in streams and thrown away; a chunk counts as a token. */
    readonly wastedTokens?: {
      /** At most so many. */
      readonly max?: number
    }
    /** Findings that are shown and not judged. */
    readonly allow?: readonly ("retry-after-ignored" | "retried-non-retryable" | "retry-storm" | "stream-error-ignored" | "malformed-chunk-ignored" | "truncated-stream-accepted" | "retried-at-once" | "constant-backoff" | "no-jitter" | "no-jitter-on-retry-after" | "thundering-herd" | "retry-amplification" | "no-retry-budget" | "gave-up-early" | "no-read-timeout" | "waited-too-long" | "slow-to-recover" | "ignores-remaining" | "restarted-stream" | "idempotency-key-changed" | "cancel-not-propagated" | "silent-resend" | "connection-churn" | "adapted")[]
    /** Whether every rule with `times` or `sequence` must have spoken to its end, or nobody can tell. Default true. */
    readonly complete?: boolean
  }
}
