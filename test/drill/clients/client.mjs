// A client of a drill: what it does is told by the name of the scenario, `retry-storm-sin` or `retry-storm-innocent`.
const [, finding, deed] = /^\d+-(.+)-(sin|innocent)$/.exec(process.env.GROQ_MOCK_SESSION)
const client = await import(`./${finding}.mjs`)
try {
  await client[deed]()
} catch (error) {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
}
