/**
 * The clients of the matrix: the runner, what it is installed with, and the packages whose versions count. `home` is a folder
 * with a package.json, a Cargo.toml or the like, or a file of requirements for an environment of its own; `loads` what takes
 * Python long to load, and is loaded once for all cases; `gateway` what runs between the runner and the mock.
 */
const node = { runtime: 'node', home: 'node' }
const sdks = { runtime: 'python', home: 'sdks' }
const frameworks = { runtime: 'python', home: 'frameworks' }
// what clients load only with their first call
const asyncIo = 'anyio._backends._asyncio'
const http = ['httpcore', asyncIo]

export const subjects = [
  { name: 'groq-sdk', ...node, file: 'groq-sdk.mjs', packages: ['groq-sdk'] },
  { name: 'openai', ...node, file: 'openai.mjs', packages: ['openai'] },
  { name: 'openai-6', ...node, file: 'openai-6.mjs', packages: ['openai-6'] },
  { name: 'vercel-ai', ...node, file: 'vercel-ai.mjs', packages: ['ai', '@ai-sdk/groq'] },
  { name: 'langchain-js', ...node, file: 'langchain-groq.mjs', packages: ['@langchain/groq'] },
  { name: 'fetch-p-retry', ...node, file: 'fetch-p-retry.mjs', packages: ['p-retry'] },
  { name: 'got', ...node, file: 'got.mjs', packages: ['got'] },
  { name: 'axios-retry', ...node, file: 'axios-retry.mjs', packages: ['axios', 'axios-retry'] },
  { name: 'groq-python', ...sdks, file: 'groq_sdk.py', packages: ['groq'], loads: ['groq.resources.chat', ...http] },
  {
    name: 'openai-python',
    ...sdks,
    file: 'openai_sdk.py',
    packages: ['openai'],
    loads: ['openai.resources.chat', 'httpcore2', asyncIo],
  },
  {
    name: 'httpx-tenacity',
    ...sdks,
    file: 'httpx_tenacity.py',
    packages: ['httpx', 'tenacity'],
    loads: ['httpx', 'tenacity', ...http],
  },
  { name: 'urllib3', ...sdks, file: 'urllib3_retry.py', packages: ['urllib3'], loads: ['urllib3', 'asyncio'] },
  {
    name: 'langchain-python',
    ...frameworks,
    file: 'langchain_groq_chat.py',
    packages: ['langchain-groq', 'groq'],
    loads: ['langchain_groq', 'langchain_core.tracers.langchain', 'groq.resources.chat', 'tenacity', ...http],
  },
  {
    name: 'pydantic-ai',
    ...frameworks,
    file: 'pydantic_ai_groq.py',
    packages: ['pydantic-ai-slim', 'groq'],
    loads: ['pydantic_ai.models.groq', 'genai_prices.data', 'groq.resources.chat', ...http],
  },
  {
    name: 'litellm',
    ...frameworks,
    file: 'litellm_groq.py',
    packages: ['litellm'],
    loads: [
      'litellm',
      'litellm._service_logger',
      'litellm.litellm_core_utils.default_encoding',
      'litellm.proxy._types',
      'litellm.proxy.guardrails.exception_utils',
    ],
  },
  { name: 'go-openai', runtime: 'go', home: 'go', file: 'go-openai', packages: ['github.com/sashabaranov/go-openai'] },
  { name: 'async-openai', runtime: 'rust', home: 'rust', file: 'async-openai-runner', packages: ['async-openai'] },
  { name: 'langchain4j', runtime: 'java', home: 'java', file: 'Runner', packages: ['langchain4j-open-ai'] },
  {
    name: 'portkey',
    runtime: 'node',
    home: 'gateways',
    file: 'portkey.mjs',
    packages: ['@portkey-ai/gateway'],
    gateway: 'portkey',
  },
  {
    name: 'litellm-proxy',
    runtime: 'python',
    home: 'gateway',
    file: 'litellm_proxy.py',
    packages: ['litellm'],
    loads: [
      'uvicorn',
      'litellm.proxy.proxy_server',
      'litellm.litellm_core_utils.default_encoding',
      'litellm.integrations.websearch_interception.handler',
      'litellm.proxy._experimental.mcp_server.mcp_server_manager',
    ],
  },
]
