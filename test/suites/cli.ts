import '../cli/check.test.ts'
import '../cli/commands.test.ts'
import '../cli/framed.test.ts'
import '../cli/simulate.test.ts'
