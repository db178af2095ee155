/** What a command reads beside its arguments, and where it says what it has to say. */
export interface Surroundings {
  readonly variables: NodeJS.ProcessEnv
  /** Whether people read along. */
  readonly isTerminal: boolean
  /** Takes what was asked for. */
  print(text: string): void
  /** Takes what went wrong. */
  complain(text: string): void
}
