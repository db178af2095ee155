type OneOrMore<Value> = Value | readonly Value[]

/** What an entry should be; all keys must hold. */
export interface EntryMatch {
  readonly endpoint?: OneOrMore<string>
  readonly method?: OneOrMore<string>
  readonly path?: string
  readonly model?: OneOrMore<string>
  readonly tier?: OneOrMore<string>
  readonly stream?: boolean
  /** `2`, `1..3`. */
  readonly attempt?: number | string
  /** Null where nothing was sent. */
  readonly status?: OneOrMore<number | null>
  /** Null where no rule decided. */
  readonly rule?: OneOrMore<string | null>
  readonly outcome?: OneOrMore<string | null>
  readonly endedBy?: OneOrMore<'server' | 'client' | 'fault'>
  readonly call?: OneOrMore<string>
  readonly userAgent?: OneOrMore<string>
}

/** What should have happened. */
export interface VerifyOrder {
  /** Which entries are looked at. Default: all. */
  readonly match?: EntryMatch
  /** How many there should be. Default: at least one. */
  readonly count?: number | { readonly min?: number; readonly max?: number }
  /**
   * Instead of `count`: entries that come one right after the other, in the order of their requests. `waited` is how long
   * nobody asked between the end of the answer before and this request: `>=1s`, `<500ms`, `1s..3s`.
   */
  readonly sequence?: readonly (EntryMatch & { readonly waited?: string })[]
  /** How long it may take to come true, at most `60s`. Default: it must hold now. */
  readonly within?: string
}
