import type { RawFault } from '../../outcomes/fault.ts'
import type { RawStream } from '../../outcomes/stream/index.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseAmount, parseChunks } from '../../units.ts'

type Path = PathDiagnostic['path']

/** Something that happens in a stream. */
interface Happening {
  readonly what: string
  readonly path: Path
  /** The chunk that has to come for it to happen. */
  readonly needs: number
  /** The last chunk that comes before it ends the stream; null where the stream goes on. */
  readonly last: number | null
}

const chunksBefore = (fault: RawFault | undefined): number | null => {
  if (typeof fault !== 'object' || fault.cut === undefined) return null
  const after = parseAmount(fault.cut.after)
  return after && 'chunks' in after ? after.chunks : null
}

/** What happens, with the numbers of chunks as they go out. */
const happenings = (stream: RawStream, fault: RawFault | undefined, path: Path): readonly Happening[] => {
  const { malformed, duplicate, error, stall, noDone, lines = [] } = stream
  const cut = chunksBefore(fault)
  const at = (raw: { readonly after: string }): number => parseChunks(raw.after) ?? 0
  const found: Happening[] = []
  const add = (key: string, needs: number, last: number | null) =>
    found.push({ what: `stream.${key}`, path: [...path, key], needs, last })
  if (malformed) add('malformed', at(malformed) + 1, null)
  if (duplicate) add('duplicate', at(duplicate) + 1, null)
  if (noDone) add('noDone', Infinity, null)
  if (stall) add('stall', at(stall) + 1, stall.for === undefined ? at(stall) : null)
  for (const { after } of lines) if (after !== undefined && after !== 'start') add('lines', at({ after }) + 1, null)
  // the event with the error is one chunk more
  if (error) add('error', at(error) + 1, at(error) + 1)
  if (cut !== null)
    found.push({ what: 'fault.cut', path: [...path.slice(0, -1), 'fault', 'cut'], needs: cut, last: cut })
  return found
}

/** How far something may lie beyond an error's event: lines may stand behind it, a stall holds it back, all else needs a chunk. */
const beyondError = (what: string): number => {
  if (what === 'stream.lines') return 1
  return what === 'stream.stall' ? 0 : -1
}

/** Whether the second comes too late because of the first. */
const hides = (first: Happening, second: Happening): boolean => {
  if (first === second || first.last === null) return false
  return second.needs > first.last + (first.what === 'stream.error' ? beyondError(second.what) : 0)
}

/** Changes that exclude each other, or one of which ends the stream before the other. */
export const lintOrder = (stream: RawStream, fault: unknown, path: Path): readonly PathDiagnostic[] => {
  const all = happenings(stream, fault as RawFault | undefined, path)
  const late = all.flatMap(second => {
    const first = all.find(other => hides(other, second))
    return first ? [{ first, second }] : []
  })
  const both: readonly PathDiagnostic[] =
    stream.coalesce !== undefined && stream.split !== undefined
      ? [
          {
            path: [...path, 'split'],
            severity: 'error',
            message: '"coalesce" puts several events into a packet, and "split" one event into several',
            hint: 'Keep one of them.',
          },
        ]
      : []
  return [
    ...both,
    ...late.map(({ first, second }) => ({
      path: second.path,
      severity: 'error' as const,
      message: `${second.what} never happens: ${first.what} ends the stream before it`,
      hint: 'Keep one of them, or let this one happen earlier.',
    })),
  ]
}
