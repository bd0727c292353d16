/** Prints one part of the page by itself: everything else is hidden from the paper while the dialog is open. */
export function printAlone(element: HTMLElement): void {
  const sheet = document.createElement('div')
  sheet.className = 'sheet'
  sheet.append(element.cloneNode(true))
  // On paper nothing can be unfolded.
  for (const fold of sheet.querySelectorAll('details')) fold.open = true
  document.querySelector('body > .sheet')?.remove()
  document.body.append(sheet)
  document.documentElement.classList.add('prints-sheet')
  addEventListener(
    'afterprint',
    () => {
      sheet.remove()
      document.documentElement.classList.remove('prints-sheet')
    },
    { once: true },
  )
  window.print()
}
