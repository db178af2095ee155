/** How often sessions of a name were let go, with all that happened in them, before the one that has it now. */
export interface Lost {
  /** Because there were too many sessions. */
  readonly evicted: number
  /** Because nobody used them for longer than their ttl. */
  readonly expired: number
}

/** Where a session comes from. */
export interface Origin {
  /** Whether it was made by API: then no request makes it anew once it is gone. */
  readonly isMade: boolean
  /** Nothing, once it was reset: then it begins anew because somebody wants it. */
  lost: Lost
}

export const NOTHING_LOST: Lost = { evicted: 0, expired: 0 }
