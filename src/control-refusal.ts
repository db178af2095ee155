/** As much of the error of a control call as is understood. */
export interface ControlRefusal<Diagnostic> {
  readonly message: string
  /** What is wrong with the scenario that the call brought along. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** The value of a text in JSON; undefined where it is none. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the control API refused a call with; null where somebody else answered. */
export const refusalIn = <Diagnostic>(body: unknown): ControlRefusal<Diagnostic> | null => {
  const { error } = (body ?? {}) as {
    readonly error?: Partial<ControlRefusal<Diagnostic>> & { readonly type?: unknown }
  }
  return error?.type === 'control_error' && typeof error.message === 'string'
    ? (error as ControlRefusal<Diagnostic>)
    : null
}
