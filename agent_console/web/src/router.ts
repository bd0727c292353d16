/** Pages by path. A page names the roles that may see it; the server checks again. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'
import { findSession, user } from '@/features/session/session'
import { KNOWLEDGE_SECTIONS, RAIL, SECTIONS, placesFor, sectionsFor } from '@/features/shell/places'
import { needWords, type WordsPart } from '@/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** Seen without the rail and bar. */
    bare?: boolean
    /** Seen without signing in. */
    open?: boolean
    roles?: Role[]
    /** The rail entry that stands lit. */
    rail?: string
    /** The section of its frame that stands lit. */
    section?: string
    /** Words that come with this page. */
    words?: WordsPart
  }
}

const rolesOf = (route: string) =>
  [...RAIL, ...SECTIONS, ...KNOWLEDGE_SECTIONS].find((place) => place.route === route)!.roles

function section(route: string, component: () => Promise<unknown>): RouteRecordRaw {
  return { path: route, name: route, component, meta: { roles: rolesOf(route) } }
}

/** A page in the frame of the knowledge base; its words lie in the part of its own name, or in that of the frame. */
function knowledge(
  route: string,
  component: () => Promise<unknown>,
  {
    path = route,
    name = route,
    words = 'library',
    roles = rolesOf(route),
  }: { path?: string; name?: string; words?: WordsPart; roles?: Role[] } = {},
): RouteRecordRaw {
  return { path, name, component, meta: { section: route, roles, words } }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('@/pages/SignInPage.vue'),
    meta: { bare: true, open: true },
  },
  { path: '/setup', name: 'setup', component: () => import('@/pages/SetUpPage.vue'), meta: { bare: true, open: true } },
  { path: '/password', name: 'password', component: () => import('@/pages/PasswordPage.vue'), meta: { bare: true } },
  { path: '/', name: 'desk', component: () => import('@/pages/DeskPage.vue'), meta: { roles: rolesOf('desk') } },
  {
    path: '/contacts/:id',
    name: 'contact',
    component: () => import('@/pages/DeskPage.vue'),
    meta: { rail: 'desk', roles: [...rolesOf('desk'), 'back_office'] },
  },
  {
    path: '/back-office',
    name: 'back-office',
    component: () => import('@/pages/BackOfficePage.vue'),
    meta: { roles: rolesOf('back-office') },
  },
  {
    path: '/work-orders/:id',
    name: 'work-order',
    component: () => import('@/pages/WorkOrderPage.vue'),
    meta: { rail: 'back-office', roles: ['agent', ...rolesOf('back-office')] },
  },
  {
    path: '/handover',
    name: 'handover',
    component: () => import('@/pages/HandoverPage.vue'),
    meta: { roles: rolesOf('handover') },
  },
  {
    path: '/handover/:id',
    name: 'handover-log',
    component: () => import('@/pages/HandoverLogPage.vue'),
    meta: { rail: 'handover', roles: rolesOf('handover') },
  },
  {
    path: '/knowledge',
    name: 'knowledge',
    component: () => import('@/pages/knowledge/KnowledgePage.vue'),
    meta: { rail: 'knowledge', roles: rolesOf('knowledge'), words: 'library' },
    redirect: { name: 'articles' },
    // A section is seen in the frame as soon as its line stands here.
    children: [
      knowledge('articles', () => import('@/pages/knowledge/ArticlesPage.vue')),
      knowledge('articles', () => import('@/pages/knowledge/ArticlePage.vue'), {
        path: 'articles/:id',
        name: 'article',
      }),
      knowledge('articles', () => import('@/pages/knowledge/ArticleWritingPage.vue'), {
        path: 'articles/:id/write',
        name: 'article-writing',
      }),
      knowledge('articles', () => import('@/pages/knowledge/ArticleVersionsPage.vue'), {
        path: 'articles/:id/versions',
        name: 'article-versions',
      }),
      knowledge('bulletins', () => import('@/pages/knowledge/BulletinsPage.vue'), { words: 'bulletins' }),
      knowledge('bulletins', () => import('@/pages/knowledge/BulletinPage.vue'), {
        path: 'bulletins/:id',
        name: 'bulletin',
        words: 'bulletins',
      }),
      knowledge('bulletins', () => import('@/pages/knowledge/BulletinEditPage.vue'), {
        path: 'bulletins/new',
        name: 'new-bulletin',
        words: 'bulletins',
        roles: rolesOf('administration'),
      }),
      knowledge('bulletins', () => import('@/pages/knowledge/BulletinEditPage.vue'), {
        path: 'bulletins/:id/edit',
        name: 'edit-bulletin',
        words: 'bulletins',
        roles: rolesOf('administration'),
      }),
      knowledge('places', () => import('@/pages/knowledge/PlacesPage.vue'), { words: 'places' }),
      knowledge('services', () => import('@/pages/knowledge/ServicesPage.vue'), { words: 'services' }),
      knowledge('gaps', () => import('@/pages/GapsPage.vue'), { path: '/gaps', words: 'gaps' }),
      knowledge('gaps', () => import('@/pages/knowledge/GapPage.vue'), {
        path: '/gaps/:id',
        name: 'gap',
        words: 'gaps',
      }),
      knowledge('insights', () => import('@/pages/knowledge/InsightsPage.vue'), { words: 'insights' }),
    ],
  },
  {
    path: '/floor',
    name: 'floor',
    component: () => import('@/pages/FloorPage.vue'),
    meta: { roles: rolesOf('floor'), words: 'administration' },
  },
  {
    path: '/wallboard',
    name: 'wallboard',
    component: () => import('@/pages/WallboardPage.vue'),
    meta: { bare: true, words: 'administration' },
  },
  {
    path: '/admin',
    name: 'administration',
    component: () => import('@/pages/administration/AdministrationPage.vue'),
    meta: { rail: 'administration', roles: rolesOf('administration'), words: 'administration' },
    redirect: () => ({ name: sectionsFor(user.value?.roles ?? [])[0]?.route ?? 'no-permission' }),
    children: [
      section('queues', () => import('@/pages/administration/QueuesPage.vue')),
      section('groups', () => import('@/pages/administration/GroupsPage.vue')),
      section('hours', () => import('@/pages/administration/HoursPage.vue')),
      section('roster', () => import('@/pages/administration/RosterPage.vue')),
      section('skills', () => import('@/pages/administration/SkillsPage.vue')),
      section('sla', () => import('@/pages/administration/ServiceLevelsPage.vue')),
      section('emergency', () => import('@/pages/administration/EmergencyPage.vue')),
      section('synonyms', () => import('@/pages/administration/SynonymsPage.vue')),
      section('knowledge-base', () => import('@/pages/administration/KnowledgeBasePage.vue')),
      section('people', () => import('@/pages/PeoplePage.vue')),
      section('inbound', () => import('@/pages/InboundPage.vue')),
      {
        path: 'queues/:id',
        name: 'queue',
        component: () => import('@/pages/administration/QueuePage.vue'),
        meta: { roles: rolesOf('queues') },
      },
      {
        path: 'groups/:id',
        name: 'group',
        component: () => import('@/pages/administration/GroupPage.vue'),
        meta: { roles: rolesOf('groups') },
      },
      {
        path: 'hours/:id',
        name: 'calendar',
        component: () => import('@/pages/administration/CalendarPage.vue'),
        meta: { roles: rolesOf('hours') },
      },
    ],
  },
  { path: '/no-permission', name: 'no-permission', component: () => import('@/pages/NoPermissionPage.vue') },
  { path: '/:path(.*)*', name: 'not-found', component: () => import('@/pages/NotFoundPage.vue'), meta: { open: true } },
]

export const router = createRouter({ history: createWebHistory(), routes })

router.beforeEach(async (to) => {
  const known = await findSession().catch(() => null)
  if (to.name === 'setup') return true
  if (!known) {
    if (to.meta.open) return true
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  }
  if (known.must_change_password && to.name !== 'password') return { name: 'password' }
  if (to.name === 'sign-in') return { name: homeOf() }
  for (const { meta } of to.matched) if (meta.words) await needWords(meta.words)
  const allowed = !to.meta.roles || to.meta.roles.some((role) => known.roles.includes(role))
  if (allowed) return true
  // The front door leads everybody to their own first page.
  return { name: to.name === 'desk' ? homeOf() : 'no-permission' }
})

/** The knowledge base is everybody's, and so nobody's first page. */
export function homeOf(): string {
  const places = placesFor(user.value?.roles ?? [])
  return (places.find((place) => place.route !== 'knowledge') ?? places[0])?.route ?? 'no-permission'
}
