const overHttp = (port, method, path) =>
  fetch(`http://127.0.0.1:${port}/__mock${path}`, { method, signal: AbortSignal.timeout(10_000) })

/**
 * Takes everything back that requests have made: sessions with their files, batches and calls, what they left of themselves, and
 * scenarios that were put. Gives the sessions that are still there beside the one that always is.
 */
export const cleanUp = async (port, control = overHttp) => {
  const { sessions } = await (await control(port, 'GET', '/sessions')).json()
  for (const { id } of sessions) {
    const path = `/sessions/${encodeURIComponent(id)}`
    await (id === 'default' ? control(port, 'POST', `${path}/reset`) : control(port, 'DELETE', path))
  }
  const { scenarios } = await (await control(port, 'GET', '/scenarios')).json()
  for (const { name, origin } of scenarios)
    if (origin === 'control') await control(port, 'DELETE', `/scenarios/${encodeURIComponent(name)}`)
  const left = (await (await control(port, 'GET', '/sessions')).json()).sessions
  return left.map(({ id }) => id).filter(id => id !== 'default')
}
