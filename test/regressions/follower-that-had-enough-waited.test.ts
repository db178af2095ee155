// Wrong until "End a follower of the journal when it has what it asked for" (2026-11-26): one that found all of it in the journal went on until the next entry, or for 15 s.
import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { entryEvents } from '#src/control/journal-streams'
import { Journal } from '#src/journal/journal'
import { entryOf } from '../helpers/entries.ts'
import { inTime } from '../helpers/until.ts'

t.test('a follower that finds all that it asked for ends at once', async t => {
  const journal = new Journal(1e6)
  for (const id of ['a', 'b', 'c']) journal.add(entryOf({ id, session: 's' }))
  const parts = { journal, session: 's', filter: { since: 'none', limit: 2 } }
  const read = async () => {
    let text = ''
    for await (const chunk of entryEvents(parts, fakeClock(), new AbortController().signal)) text += chunk
    return text
  }
  // its clock stands still: what waits would wait for ever
  t.same(
    [...(await inTime(read())).matchAll(/^id: (.*)$/gm)].map(([, id]) => id),
    ['a', 'b'],
  )
  t.equal(journal.listeners, 0)
})
