/** The times people mean: in an hour, tonight, tomorrow morning. Pure. */
export interface Choice {
  key: 'in30' | 'in60' | 'in180' | 'tonight' | 'tomorrow' | 'nextWeek'
  at: Date
}

function at(base: Date, days: number, hour: number): Date {
  const date = new Date(base)
  date.setDate(date.getDate() + days)
  date.setHours(hour, 0, 0, 0)
  return date
}

export function timeChoices(now: Date): Choice[] {
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
  const untilMonday = (8 - now.getDay()) % 7 || 7
  const choices: Choice[] = [
    { key: 'in30', at: minutes(30) },
    { key: 'in60', at: minutes(60) },
    { key: 'in180', at: minutes(180) },
    { key: 'tonight', at: at(now, 0, 20) },
    { key: 'tomorrow', at: at(now, 1, 9) },
    { key: 'nextWeek', at: at(now, untilMonday, 9) },
  ]
  return choices.filter((choice) => choice.key !== 'tonight' || choice.at.getTime() - now.getTime() > 3_600_000)
}
