/** Ends the mock of the run. */
// biome-ignore lint/style/noDefaultExport: Jest takes no other
export default () => globalThis.groqMock.close()
