import fc from 'fast-check'
import t from 'tap'
import type { OperationId } from '#src/groq/endpoints'
import { Resources } from '#src/session/resources'
import { asking, wholeOf } from './asking.ts'

const registered = { input_file_id: 'file_01a', name: 'test-1', type: 'lora', base_model: 'llama-3.1-8b-instant' }

const client = (resources = new Resources(), seed = 1) => {
  const ask = (operation: OperationId, more = {}, uuid = 'u') =>
    wholeOf(asking({}, { operation, resources, seed, ...more }), {}, { uuid })
  return {
    resources,
    create: (body: unknown = registered, uuid = 'u') => ask('createFineTuning', { body }, uuid),
    list: () => ask('listFineTunings'),
    get: (resource: string) => ask('getFineTuning', { resource }),
    remove: (resource: string) => ask('deleteFineTuning', { resource }),
  }
}

t.test('a fine tuning that is registered is shown with every documented key, in order', async t => {
  const made = client().create()
  t.strictSame(Object.keys(made), ['id', 'object', 'data'])
  t.strictSame(Object.keys(made.data), [
    'id',
    'name',
    'base_model',
    'type',
    'input_file_id',
    'created_at',
    'fine_tuned_model',
  ])
  t.match(made, {
    id: /^ft_01[0-9a-z]{24}$/,
    object: 'fine_tuning',
    data: {
      ...registered,
      id: made.id,
      created_at: 1_765_638_730,
      fine_tuned_model: /^ft:llama-3\.1-8b-instant:org_01[0-9a-z]{24}\/test-1-[0-9a-f]{12}$/,
    },
  })
})

t.test('what was registered is listed, read and deleted', async t => {
  const { create, list, get, remove } = client()
  const [first, second] = [create(), create({ ...registered, name: 'test-2' }, 'v')]
  t.not(first.id, second.id)
  t.strictSame(list(), { object: 'list', data: [first.data, second.data] })
  t.strictSame(get(second.id), second)
  t.strictSame(remove(first.id), { id: first.id, object: 'fine_tuning', deleted: true })
  t.strictSame(list(), { object: 'list', data: [second.data] })
})

t.test('tunings of one session belong to one organization', async t => {
  const { create } = client()
  const organizations = ['u', 'v'].map(uuid => create(registered, uuid).data.fine_tuned_model.split(/[:/]/)[2])
  t.equal(organizations[0], organizations[1])
})

t.test('an id that nobody made gets an object that follows from it', async t => {
  const { get, list, remove } = client()
  t.match(get('ft_x'), { id: 'ft_x', object: 'fine_tuning', data: { id: 'ft_x', type: 'lora', name: /./ } })
  t.match(get('ft_x').data, { input_file_id: /^file_01/, base_model: /./, fine_tuned_model: /^ft:/ })
  t.strictSame(client().get('ft_x'), get('ft_x'))
  t.notSame(get('ft_y').data.created_at, get('ft_x').data.created_at)
  t.match(remove('ft_x'), { deleted: true })
  t.strictSame(list(), { object: 'list', data: [] })
})

t.test('any JSON as body is registered and can be read', async t => {
  const body = fc.oneof(fc.jsonValue(), fc.record({ name: fc.jsonValue(), base_model: fc.jsonValue() }))
  fc.assert(
    fc.property(body, given => {
      const { create, get } = client()
      const made = create(given)
      return JSON.stringify(get(made.id)) === JSON.stringify(made)
    }),
  )
  t.pass('no body breaks it')
})

t.test('what a session keeps of them is bounded', async t => {
  const { create, list, resources } = client()
  t.equal(create({ ...registered, name: 'n'.repeat(100_000) }).data.name.length, 200)
  for (let i = 0; i < 1001; i += 1) create(registered, String(i))
  t.equal(list().data.length, 1000)
  t.equal(resources.fineTunings.all()[0]?.name, 'test-1')
})
