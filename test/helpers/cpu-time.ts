/** How many milliseconds of work something is: on a busy machine it takes longer, and is no more work. */
export const cpuMsOf = (act: () => void): number => {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
