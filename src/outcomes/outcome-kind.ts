import type { OutcomeForm } from './outcome-form.ts'
import type { Performance, Performed } from './performance.ts'

/** One way of answering: its form, and what it does to the wire. */
export interface OutcomeKind<Raw, Spec> extends OutcomeForm<Raw, Spec> {
  perform(spec: Spec, performance: Performance): Performed
}
