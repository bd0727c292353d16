// Runs before the first paint so that the chosen theme and language do not flash.
// It is a file of its own because the content security policy allows no inline scripts.
;(function () {
  var root = document.documentElement
  var chosen = {}
  try {
    chosen = JSON.parse(localStorage.getItem('preferences') || '{}')
  } catch (error) {
    console.warn('preferences could not be read', error)
  }
  var dark = chosen.theme === 'dark' || (chosen.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  if (chosen.language) root.lang = chosen.language
})()
