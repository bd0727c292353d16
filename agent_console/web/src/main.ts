import { createApp } from 'vue'
import '@/design/tokens.css'
import '@/design/base.css'
import App from './App.vue'
import { startLanguage } from './features/session/preferences'
import { i18n } from './i18n'
import { router } from './router'

await startLanguage()
createApp(App).use(i18n).use(router).mount('#app')
