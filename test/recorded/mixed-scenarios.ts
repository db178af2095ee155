/** Scenarios that between them give all kinds of answers, changes, breaks and refusals. */
export const mixedScenarios = {
  'mixed-rules': {
    api: { delay: '5ms' },
    rules: [
      { name: 'passes', share: '50%', headers: { 'x-c': 'd', vary: null } },
      { name: 'third', match: { endpoint: 'chat.completions' }, every: 3, error: 503 },
      {
        name: 'slow',
        every: 7,
        delay: { median: '300ms', p99: '2s' },
        complete: { text: 'Hello – ☃', usage: { prompt_tokens: 3 } },
      },
      {
        name: 'window',
        during: '10s..400s',
        match: { model: '*-20b', header: { 'user-agent': '/python/i' } },
        times: 40,
        error: { status: 429, retryAfter: '2s' },
      },
      {
        name: 'luck',
        match: { endpoint: 'chat.completions' },
        oneOf: [
          { share: '20%', error: { status: 429, retryAfter: { date: '5s' } } },
          { share: '10%', error: { status: 503, retryAfter: { ms: 250 }, headers: { 'x-should-retry': 'perhaps' } } },
          {
            share: '10%',
            sequence: [{ error: 500 }, { complete: { toolCalls: [{ name: 'get_time', arguments: {} }] } }],
            // biome-ignore lint/suspicious/noThenProperty: the language of scenarios has it
            then: 'pass',
          },
          {
            share: '10%',
            error: { status: 400, variant: 'tool-use-failed', failedGeneration: '{"a": gsk_0123456789abcdefghijklmn' },
          },
        ],
      },
      {
        name: 'second try',
        match: { attempt: '2..3', body: { '$.messages[0].role': 'user' } },
        reply: { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Hi</p>' },
      },
    ],
    expect: { finally: 'success', attempts: { max: 4 } },
  },
  'mixed-faults': {
    rules: [
      { name: 'reset', every: 5, fault: 'reset' },
      { name: 'drop', every: 7, fault: 'drop' },
      { name: 'hang', every: 11, fault: 'hang' },
      { name: 'garbage', every: 13, fault: 'garbage' },
      { name: 'cut', match: { stream: true }, every: 2, fault: { cut: { after: '2 chunks' }, with: 'reset' } },
      { name: 'part', match: { stream: false }, every: 3, fault: { cut: { after: '40%' }, with: 'end' } },
      { name: 'short', every: 3, error: 503, fault: { short: '100 bytes' } },
      {
        name: 'trickle',
        match: { stream: false },
        share: '20%',
        complete: { text: 'Hello' },
        fault: { trickle: { bytesPerSecond: 50 } },
      },
    ],
  },
  'mixed-streams': {
    api: { stream: { firstToken: '120ms', pace: '20ms' } },
    rules: [
      { name: 'malformed', every: 5, stream: { malformed: { after: '4 chunks' }, crlf: true } },
      { name: 'stall', every: 9, stream: { stall: { after: '3 chunks' } } },
      { name: 'pause', every: 7, stream: { stall: { after: '3 chunks', for: '30s' }, keepAlive: '15s' } },
      { name: 'breaks', every: 4, stream: { error: { after: '2 chunks', status: 503 } } },
      { name: 'no done', every: 3, stream: { noDone: true, duplicate: { after: '2 chunks' }, coalesce: 3 } },
    ],
  },
  'mixed-limits': {
    api: {
      limits: [{ rpm: 30, rpd: 4000, tpm: '8K', tpd: '500K', burst: { rpm: 5 } }],
      organizations: { acme: ['gsk_0123456789abcdefghijklmnop', 'any'] },
      capacity: { concurrent: 3 },
      flexCapacity: '70%',
    },
    rules: [{ name: 'never', match: { says: 'nothing of the kind' }, error: 500 }],
    expect: { honoursRetryAfter: true, attempts: { max: 5 }, neverRetry: [400] },
  },
  'mixed-keys': {
    api: {
      keys: ['gsk_0123456789abcdefghijklmnop'],
      models: 'known',
      validation: 'lenient',
      plan: 'free',
      bodyLimit: '1KiB',
    },
    rules: [
      {
        name: 'ours',
        match: { problem: ['invalid-json', 'unknown-model'] },
        error: { status: 400, message: 'Not so: sk-0123456789abcdefghij.' },
      },
      { name: 'never late', match: { method: 'OPTIONS', endpoint: 'chat.*' }, every: 2, error: 503 },
    ],
  },
} as const
