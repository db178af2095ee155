const exercise = require('./exercise.cjs')

test('groq-mock is required in the mode that Jest has by default', async () => {
  expect(await exercise(require('groq-mock'))).toBe(process.env.EXPECTED)
}, 60_000)
