import t from 'tap'
import { catalogue } from '#src/groq/errors'
import { goDuration } from '#src/groq/go'
import { dimensionNames, dimensions, freePlan, outputTooLargeAs400 } from '#src/groq/limits'
import { models, retiredModels } from '#src/groq/models'
import { globPattern } from '#src/scenario/match/pattern'

const variantOf = (status: number, name: string): object | undefined =>
  catalogue.find(facts => facts.status === status)?.variants[name]

t.test('every dimension is answered by variants of the catalogue that are about it', async t => {
  for (const dimension of dimensionNames) {
    const { exhausted, tooLarge } = dimensions[dimension]
    t.match(variantOf(429, exhausted), { dimension }, dimension)
    if (tooLarge !== null) t.match(variantOf(tooLarge.status, tooLarge.variant), { dimension }, dimension)
  }
  t.match(variantOf(outputTooLargeAs400.status, outputTooLargeAs400.variant), { dimension: 'OTPM' })
})

t.test('each row of the free plan names a model, limits it by whole numbers, and says its source', async t => {
  const ids = [...models, ...retiredModels].map(({ id }) => id)
  for (const { model, limits, source } of freePlan) {
    // the table has one model that no list had
    if (model !== 'meta-llama/llama-guard-4-12b')
      t.ok(
        ids.some(id => globPattern(model).test(id)),
        model,
      )
    t.ok(Object.values(limits).every(limit => Number.isSafeInteger(limit) && limit > 0))
    t.not(source, '')
  }
})

t.test('every model that is served is in the free plan, once', async t => {
  for (const { id } of models) t.equal(freePlan.filter(({ model }) => globPattern(model).test(id)).length, 1, id)
})

t.test('durations read as they were recorded, to the nanosecond', async t => {
  const read = {
    0: '0s',
    0.0000004: '0s',
    0.000857: '857ns',
    0.05: '50µs',
    0.7: '700µs',
    1: '1ms',
    66.6: '66.6ms',
    172.799999: '172.799999ms',
    665: '665ms',
    999.9: '999.9ms',
    1000: '1s',
    1482.857142: '1.482857142s',
    4770: '4.77s',
    17099.999999: '17.099999999s',
    59999.9999999: '1m0s',
    60363.142857: '1m0.363142857s',
    34147.5: '34.1475s',
    86400: '1m26.4s',
    578016: '9m38.016s',
    7980000: '2h13m0s',
    86400000: '24h0m0s',
  }
  for (const [ms, text] of Object.entries(read)) t.equal(goDuration(Number(ms)), text)
  for (const odd of [-5, Number.POSITIVE_INFINITY, 1e300]) t.match(goDuration(odd), /^\d+(h\d+m[\d.]+)?s$/)
})
