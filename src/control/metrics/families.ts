import { type ExchangeCounts, MOST_NAMES, MOST_SERIES } from '../../journal/exchange-counts.ts'
import { version } from '../../version.ts'
import type { ControlParts } from '../control-app.ts'
import { bucketsOf, type Sample } from './sample.ts'

/** What metrics are read from. */
export interface Seen {
  readonly parts: ControlParts
  readonly counts: ExchangeCounts
}

/** One metric: what it is, for people, and its values now. */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** The names of its labels. */
  readonly labels?: readonly string[]
  readonly help: string
  readonly samples: (seen: Seen) => readonly Sample[]
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }]
const seconds = (ms: number): number => ms / 1000

const byName = (label: string, counts: ReadonlyMap<string, number>): readonly Sample[] =>
  [...counts].map(([name, value]) => ({ labels: { [label]: name }, value }))

const RECORDED = 'Counted from what the journal records, also after it was dropped or cleared.'
const NAMES = `The first ${MOST_NAMES} names of up to 100 letters are told apart, all others are "(other)".`
const TIMES = 'Lines of batches are left out, as they take no time.'

/** Every metric, in the order in which they are shown. */
export const families: readonly Family[] = [
  {
    name: 'groq_mock_exchanges_total',
    type: 'counter',
    labels: ['endpoint', 'status', 'outcome', 'scenario'],
    help: `Requests that are over, lines of batches among them. ${RECORDED} "(none)" is a URL that is no endpoint, an answer without a status, or a client that left before the decision. The first ${MOST_NAMES} scenarios and ${MOST_SERIES} combinations are told apart, all others are "(other)".`,
    samples: ({ counts }) =>
      counts.series.map(({ endpoint, status, outcome, scenario, count }) => ({
        labels: { endpoint, status, outcome, scenario },
        value: count,
      })),
  },
  {
    name: 'groq_mock_model_exchanges_total',
    type: 'counter',
    labels: ['model'],
    help: `Requests that are over and named a model. ${NAMES}`,
    samples: ({ counts }) => byName('model', counts.models.counts),
  },
  {
    name: 'groq_mock_session_exchanges_total',
    type: 'counter',
    labels: ['session'],
    help: `Requests that are over, by session; those that are gone stay. ${NAMES}`,
    samples: ({ counts }) => byName('session', counts.sessions.counts),
  },
  {
    name: 'groq_mock_time_to_first_byte_seconds',
    type: 'histogram',
    labels: ['endpoint'],
    help: `From the arrival of a request to the first byte of its answer, where there was one. ${TIMES}`,
    samples: ({ counts }) =>
      [...counts.endpoints].flatMap(([endpoint, { firstByte }]) =>
        bucketsOf('groq_mock_time_to_first_byte_seconds', { endpoint }, firstByte),
      ),
  },
  {
    name: 'groq_mock_exchange_duration_seconds',
    type: 'histogram',
    labels: ['endpoint'],
    help: `From the arrival of a request to the end of its answer. ${TIMES}`,
    samples: ({ counts }) =>
      [...counts.endpoints].flatMap(([endpoint, { duration }]) =>
        bucketsOf('groq_mock_exchange_duration_seconds', { endpoint }, duration),
      ),
  },
  {
    name: 'groq_mock_requests_under_way',
    type: 'gauge',
    help: 'Requests of calls that are being answered.',
    samples: ({ parts }) => one(parts.sessions.all().reduce((sum, { underWay }) => sum + underWay, 0)),
  },
  {
    name: 'groq_mock_open_streams',
    type: 'gauge',
    help: 'Answers that are being sent event by event; one that goes out in one piece is never open.',
    samples: ({ parts }) => one(parts.streams.open),
  },
  {
    name: 'groq_mock_sessions',
    type: 'gauge',
    help: 'Sessions that are here.',
    samples: ({ parts }) => one(parts.sessions.all().length),
  },
  {
    name: 'groq_mock_sessions_gone_total',
    type: 'counter',
    labels: ['why'],
    help: 'Sessions that are gone: expired after their ttl, evicted for want of room, or deleted.',
    samples: ({ parts }) => {
      const { expired, evicted, deleted } = parts.sessions.gone.counts
      return Object.entries({ expired, evicted, deleted }).map(([why, value]) => ({ labels: { why }, value }))
    },
  },
  {
    name: 'groq_mock_journal_bytes',
    type: 'gauge',
    help: 'Bytes that the journal takes, as estimated.',
    samples: ({ parts }) => one(parts.journal.bytes),
  },
  {
    name: 'groq_mock_journal_limit_bytes',
    type: 'gauge',
    help: 'Bytes that the journal may take.',
    samples: ({ parts }) => one(parts.settings.journalBytes),
  },
  {
    name: 'groq_mock_journal_evicted_entries_total',
    type: 'counter',
    help: 'Entries that were dropped because the journal was full.',
    samples: ({ parts }) => one(parts.journal.dropped.entries),
  },
  {
    name: 'groq_mock_journal_evicted_bodies_total',
    type: 'counter',
    help: 'Entries whose kept headers and body were dropped because the journal was full; the entries stayed.',
    samples: ({ parts }) => one(parts.journal.dropped.bodies),
  },
  {
    name: 'groq_mock_journal_file_lost_entries_total',
    type: 'counter',
    help: 'Entries that could not be written to the file of the journal; 0 where there is none.',
    samples: ({ parts }) => one(parts.journalFile?.state.entriesLost ?? 0),
  },
  {
    name: 'groq_mock_log_lost_lines_total',
    type: 'counter',
    help: 'Lines of the log that could not be written.',
    samples: ({ parts }) => one(parts.logState.linesLost),
  },
  {
    name: 'groq_mock_scenario_reloads_total',
    type: 'counter',
    labels: ['result'],
    help: 'Edits of scenarios since the start, of files and by the control API: good, bad (the last good version stays in use), or a file that was deleted.',
    samples: ({ parts }) =>
      Object.entries(parts.library.reloadCounts()).map(([result, value]) => ({ labels: { result }, value })),
  },
  {
    name: 'groq_mock_event_loop_p99_delay_seconds',
    type: 'gauge',
    help: 'How late the server was: the 99th percentile of the delay of its event loop in the last ten to twenty seconds.',
    samples: ({ parts }) => one(seconds(parts.lateness.recent.p99Ms)),
  },
  {
    name: 'groq_mock_event_loop_max_delay_seconds',
    type: 'gauge',
    help: 'The longest of those delays.',
    samples: ({ parts }) => one(seconds(parts.lateness.recent.maxMs)),
  },
  {
    name: 'groq_mock_build_info',
    type: 'gauge',
    labels: ['version'],
    help: 'Always 1; the label is the version of groq-mock.',
    samples: () => [{ labels: { version }, value: 1 }],
  },
  {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory of the process.',
    samples: () => one(process.memoryUsage.rss()),
  },
  {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'CPU time of the process, of user and system.',
    samples: () => {
      const { user, system } = process.cpuUsage()
      return one((user + system) / 1e6)
    },
  },
  {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'When the process began, in seconds since 1970.',
    samples: ({ parts }) => one(seconds(parts.clock.now()) - process.uptime()),
  },
]
