import '../architecture.test.ts'
import '../library/scenario-type.test.ts'
import '../lookups.test.ts'
import '../suites.test.ts'
