// Wrong until 2026-11-27: a line of a batch with a `service_tier` was answered as if it had none, though batches do not take it.
import t from 'tap'
import { batchLine, begun, worldOf } from '../batches/running.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const tiers = ['flex', 'auto', 'performance', 'on_demand', null, undefined]

t.test('a line that chooses a service tier is refused, and no other', async t => {
  const world = begun(worldOf())
  const batch = world.create(
    tiers.map(service_tier => batchLine(String(service_tier), { body: chatBody({ service_tier }) })),
  )
  await world.pass(2000)
  const { output_file_id, error_file_id } = world.see(batch)
  t.same(
    world.linesOf(output_file_id).map(({ custom_id }) => custom_id),
    ['null', 'undefined'],
  )
  t.match(
    world.linesOf(error_file_id),
    tiers.slice(0, 4).map(custom_id => ({
      custom_id,
      response: { status_code: 400, body: { error: { message: '`service_tier` is not supported' } } },
    })),
  )
})

t.test('a request of its own may choose one', async t => {
  const mock = await startMock(t)
  for (const service_tier of tiers) t.equal((await mock.chat({ body: chatBody({ service_tier }) })).status, 200)
})
