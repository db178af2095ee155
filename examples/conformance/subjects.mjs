/**
 * The clients of the matrix: the runner, what it is installed with, and the packages whose versions count. `home` is a folder
 * with a package.json, or a file of requirements for an environment of its own.
 */
export const subjects = [
  { name: 'groq-sdk', runtime: 'node', home: 'node', file: 'groq-sdk.mjs', packages: ['groq-sdk'] },
  { name: 'openai', runtime: 'node', home: 'node', file: 'openai.mjs', packages: ['openai'] },
  { name: 'openai-6', runtime: 'node', home: 'node', file: 'openai-6.mjs', packages: ['openai-6'] },
  { name: 'vercel-ai', runtime: 'node', home: 'node', file: 'vercel-ai.mjs', packages: ['ai', '@ai-sdk/groq'] },
  { name: 'langchain-js', runtime: 'node', home: 'node', file: 'langchain-groq.mjs', packages: ['@langchain/groq'] },
  { name: 'fetch-p-retry', runtime: 'node', home: 'node', file: 'fetch-p-retry.mjs', packages: ['p-retry'] },
  { name: 'got', runtime: 'node', home: 'node', file: 'got.mjs', packages: ['got'] },
  { name: 'axios-retry', runtime: 'node', home: 'node', file: 'axios-retry.mjs', packages: ['axios', 'axios-retry'] },
  { name: 'groq-python', runtime: 'python', home: 'sdks', file: 'groq_sdk.py', packages: ['groq'] },
  { name: 'openai-python', runtime: 'python', home: 'sdks', file: 'openai_sdk.py', packages: ['openai'] },
  {
    name: 'httpx-tenacity',
    runtime: 'python',
    home: 'sdks',
    file: 'httpx_tenacity.py',
    packages: ['httpx', 'tenacity'],
  },
  { name: 'urllib3', runtime: 'python', home: 'sdks', file: 'urllib3_retry.py', packages: ['urllib3'] },
  {
    name: 'langchain-python',
    runtime: 'python',
    home: 'frameworks',
    file: 'langchain_groq_chat.py',
    packages: ['langchain-groq', 'groq'],
  },
  {
    name: 'pydantic-ai',
    runtime: 'python',
    home: 'frameworks',
    file: 'pydantic_ai_groq.py',
    packages: ['pydantic-ai-slim', 'groq'],
  },
  { name: 'litellm', runtime: 'python', home: 'frameworks', file: 'litellm_groq.py', packages: ['litellm'] },
  { name: 'go-openai', runtime: 'go', home: 'go', file: 'go-openai', packages: ['github.com/sashabaranov/go-openai'] },
]
