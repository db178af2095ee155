import '../architecture.test.ts'
import '../lookups.test.ts'
import '../suites.test.ts'
