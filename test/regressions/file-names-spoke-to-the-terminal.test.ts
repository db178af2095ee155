import t from 'tap'
import { framed } from '#src/cli/framed'
import { runCommand } from '#src/cli/run-command'
import { formatDiagnostic } from '#src/scenario/diagnostic'

const NAME = 'a\nb\u001b[31m.yaml'
const diagnostic = {
  file: NAME,
  line: 1,
  column: 1,
  severity: 'error',
  message: `"${NAME}" can't be`,
  hint: `Not ${NAME}.`,
} as const

t.test('the name of a file is shown on one line, and gives a terminal no orders', async t => {
  const shown = 'a·b·[31m.yaml'
  t.equal(framed(diagnostic, []), `${shown}:1:1: error: "${shown}" can't be\n     = Not ${shown}.`)
  t.equal(formatDiagnostic(diagnostic), `${shown}:1:1: error: "${shown}" can't be\n    Not ${shown}.`)
  const complaints: string[] = []
  const around = { print: () => {}, complain: (text: string) => complaints.push(text) }
  t.equal(await runCommand(['check', NAME], around as never), 2)
  t.equal(complaints.join('|'), `This can't be checked: ${shown}: there is no such file or folder.`)
})
