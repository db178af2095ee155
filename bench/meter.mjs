// Loaded into a measured server with `node --import`: tells its parent, whenever asked, what the process has used.
process.on('message', () => {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  process.send({ cpuMicros: user + system, rss, heapUsed })
})
// a server that gives up must be able to end
process.channel.unref()
