import { startMock } from 'groq-mock'

/** One mock for the whole run: workers of Jest find it by its URL. */
// biome-ignore lint/style/noDefaultExport: Jest takes no other
export default async () => {
  globalThis.groqMock = await startMock()
  process.env.GROQ_MOCK_URL = globalThis.groqMock.url
}
