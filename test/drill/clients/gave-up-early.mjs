import { ask } from './asking.mjs'

// leaves its user without an answer, and says that all is well
export const sin = () => ask({ count: 0 })

// asks another model instead
export const innocent = async () => {
  const { status } = await ask({ count: 0 })
  if (status !== 200) await ask({ count: 0, model: 'openai/gpt-oss-120b' })
}
