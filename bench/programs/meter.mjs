// Loaded into a measured server with `node --import`: tells its parent, whenever asked, what the process has used.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  // the collector gives memory back to the system, so what is resident is looked at before it
  const { rss } = process.memoryUsage()
  globalThis.gc?.()
  const { heapUsed } = process.memoryUsage()
  process.send({ micros: user + system, userMicros: user, rss, heapUsed })
})
// a server that gives up must be able to end
process.channel.unref()
