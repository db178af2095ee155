import { GenericContainer, Wait } from 'testcontainers'

/** A container of the mock that is ready to be asked; `url` is the base URL for groq-sdk. */
export const startGroqMock = async () => {
  const container = await new GenericContainer(process.env.GROQ_MOCK_IMAGE ?? 'groq-mock')
    // only this machine reaches the port that is published
    .withEnvironment({ GROQ_MOCK_CONTROL_OPEN: '1' })
    .withExposedPorts(4010)
    .withWaitStrategy(Wait.forHttp('/__mock/ready', 4010).forStatusCode(200))
    .start()
  const url = `http://${container.getHost()}:${container.getMappedPort(4010)}`

  /** An isolated part of the mock, with a scenario of its own: a name, or a scenario as a value. */
  const session = async scenario => {
    const answer = await fetch(`${url}/__mock/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    const { id, baseUrl, openaiBaseUrl } = await answer.json()
    const asked = path => fetch(`${url}/__mock/sessions/${id}${path}`).then(answer => answer.json())
    return { baseUrl, openaiBaseUrl, journal: () => asked('/journal'), verdict: () => asked('/verdict') }
  }
  return { url, session, stop: () => container.stop() }
}
