import t from 'tap'
import { bounded } from '../helpers/bounded.ts'
import { goodClients, servers } from './good-clients.ts'
import { judged } from './journals.ts'
import { simulated } from './simulated.ts'

/** `npm run verdict:alarms` tries each fifty times. */
const runs = Number(process.env.ALARM_RUNS ?? bounded(3))

t.test('nobody is accused who does nothing wrong', async t => {
  let [alarms, journals] = [0, 0]
  for (const [name, clients] of Object.entries(goodClients))
    for (const [how, server] of Object.entries(servers)) {
      const accused: string[] = []
      for (let seed = 1; seed <= runs; seed += 1) {
        const entries = await simulated(clients, server, seed)
        journals += 1
        const { findings } = judged(entries)
        accused.push(
          ...findings
            .filter(({ severity }) => severity !== 'INFO')
            .map(({ id, sentence }) => `run ${seed}: ${id}: ${sentence}`),
        )
      }
      alarms += accused.length
      t.same(accused, [], `${name}, ${how}`)
    }
  t.comment(`${journals} journals of ${Object.keys(goodClients).length} good clients, false alarms: ${alarms}`)
})
