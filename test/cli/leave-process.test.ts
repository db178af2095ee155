import t from 'tap'
import { leaveProcess } from '#src/cli/leave-process'
import { fakeClock } from '#src/clock/clock'
import { settled } from '../log/sinking.ts'

/** A process that leaves while something is being written, and what became of it. */
const leaving = () => {
  const clock = fakeClock()
  const ends: (number | 'killed')[] = []
  const writer = { isWriting: true }
  const parts = {
    writers: [{ isWriting: false }, writer],
    clock,
    exit: (code: number) => ends.push(code),
    kill: () => ends.push('killed'),
  }
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10) {
      await settled()
      await clock.advance(10)
    }
    await settled()
  }
  return { parts, writer, ends, pass }
}

t.test('a write that ends soon costs no exit code', async t => {
  const { parts, writer, ends, pass } = leaving()
  void leaveProcess(parts, 0)
  await pass(900)
  t.same(ends, [])
  writer.isWriting = false
  await pass(10)
  t.same(ends, [0])
})

t.test('a write that never ends holds the process for a second', async t => {
  const { parts, ends, pass } = leaving()
  void leaveProcess(parts, 0)
  await pass(990)
  t.same(ends, [])
  await pass(10)
  t.same(ends, ['killed'])
})

t.test('where nothing is written it leaves at once', async t => {
  const { parts, writer, ends } = leaving()
  writer.isWriting = false
  void leaveProcess(parts, 1)
  t.same(ends, [1])
})
