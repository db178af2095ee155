// Wrong until 5e75fbf (2026-11-26): a batch that a scenario held in `validating` kept its input, although that was deleted and counted no more.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { batchLines, begun, worldOf } from '../batches/running.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Nobody else refers to the content. */
const held = async () => {
  const world = begun(worldOf())
  const content = Buffer.alloc(2 ** 20, `${batchLines(1)[0]}\n`)
  const batch = world.create(content, {}, { status: 'validating' })
  await world.pass(1000)
  const [file] = world.session.resources.files.all()
  return { world, input: { id: file?.id ?? '', batch, content: new WeakRef(content) } }
}

t.test('an input that is deleted is not kept for a batch that is held', async t => {
  const { world, input } = await held()
  world.session.resources.files.delete(input.id)
  t.equal(world.session.resources.room.takenBytes < 1000, true)
  await world.pass(1000)
  collect()
  await world.pass(1000)
  collect()
  t.equal(input.content.deref(), undefined)
  t.match(world.see(input.batch), { status: 'validating' })
})
