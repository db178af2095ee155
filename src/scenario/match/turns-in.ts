import { list, member } from '../../json-value.ts'

/** Whether an item of `input` is of the model: a message of its own, a call, its reasoning. */
const isOfModel = (item: unknown): boolean => {
  if (member(item, 'role') !== undefined) return member(item, 'role') === 'assistant'
  const type = member(item, 'type')
  return typeof type === 'string' && !type.endsWith('_output')
}

/**
 * How often the model has spoken already in what a request's body holds: the messages of the assistant in `messages`; in `input`,
 * whose items are smaller, each row of items of the model.
 */
export const turnsIn = (body: unknown): number => {
  const messages = member(body, 'messages')
  if (messages !== undefined)
    return list(messages).reduce<number>((sum, one) => sum + (member(one, 'role') === 'assistant' ? 1 : 0), 0)
  let turns = 0
  let wasOfModel = false
  for (const item of list(member(body, 'input'))) {
    const is = isOfModel(item)
    if (is && !wasOfModel) turns += 1
    wasOfModel = is
  }
  return turns
}
