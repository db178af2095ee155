const control = (port, method, path) =>
  fetch(`http://127.0.0.1:${port}/__mock${path}`, { method, signal: AbortSignal.timeout(10_000) })

/** Takes everything back that requests have made: sessions with their files, batches and calls, and what they left of themselves. */
export const cleanUp = async port => {
  const { sessions } = await (await control(port, 'GET', '/sessions')).json()
  for (const { id } of sessions) {
    const path = `/sessions/${encodeURIComponent(id)}`
    await (id === 'default' ? control(port, 'POST', `${path}/reset`) : control(port, 'DELETE', path))
  }
}
