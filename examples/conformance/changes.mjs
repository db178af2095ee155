/** What a client's rows of now say, where another result is checked in, in a line each. */
export const changes = (old, fresh) =>
  fresh.rows.flatMap(({ id, result }) => {
    const known = old?.rows.find(row => row.id === id)
    if (known?.result === result) return []
    return [`${fresh.name} ${id}: ${known?.result ?? 'nothing'} is checked in, and it is ${result}`]
  })
