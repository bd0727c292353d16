"""How owners answer in English as it is written on phones: without apostrophes and capitals, with "la" and "thx"."""

from contactcenter.follow_ups.phrasebook import Phrasebook, Stage, one_of, whole

_FAULT = one_of(r"""
        leak\w* drip\w* broke\w* block(?:ed|age|ing|s)? clog\w* stuck noisy noises? wet flood\w* smell\w*
        stink\w* damp seep\w* fault\w* flicker\w* trip(?:s|ping|ped) problems? issues? troubles? dead
        damage\w* rattl\w* squeak\w* buzz\w* shak\w* overflow\w* jam(?:s|med)? crack\w* mou?ld\w* stain\w*
        puddles? drops? bad wrong complain\w* spray\w* pour\w* gush\w* errors? malfunction\w* defect\w*
        burst\w* banging
    """)
# Whatever, when denied, says that it is not solved.
_GOOD = one_of(r"""
        fix(?:ed|es)? work(?:s|ed|ing)? solved? resolved? repair(?:ed)? done sorted good fine ok okay better
        perfect(?:ly)? great dry clear(?:ed)? completed? finish(?:ed)? success\w* normal(?:ly)? gone mended
        restored rectified settled function\w* operational replaced unblocked flowing attended changed
        improved? happened handled dealt cold cool(?:ing)? hot warm drain(?:s|ing)? flush(?:es|ing)?
        turn(?:s|ing)?_on switch(?:es|ing)?_on
    """)
_SUPPLY = r"(?:(?:hot|cold|running) ){0,2}" + one_of(
    "water power electricity lights? heating signal pressure gas air internet"
)
_REPAIRER = one_of("technician plumber electrician engineer worker repairman man guy team")

_DENIED_FAULTS: Stage = (
    ("no", r"\b(?:not|never)(?: \w+){0,2} stop\w*(?: \w+ing)?"),
    (
        "yes",
        whole("not no never nothing no_longer zero without")
        + r"(?: "
        + one_of("""
        any anymore more longer further a the single have has had having is are been be see seen seeing sign
        signs of other new water
    """)
        + rf"){{0,6}} {_FAULT}\b(?: (?:any ?more|now|since)){{0,2}}",
    ),
    ("yes", rf"\bstop(?:ped|s)(?: {_FAULT})?\b"),
    ("yes", rf"\b{_FAULT}(?: \w+){{0,3}} (?:gone|stopped|over|disappeared|cleared)\b"),
)

_STILL_WRONG: Stage = (
    (
        # "I am still at work" says nothing about the tap.
        "no",
        r"(?<!i am )(?<!we are )"
        + whole(r"still keeps? kept continu\w+ remains? constantly again_and_again")
        + r"(?: \w+){0,4}? (?:"
        + rf"{_FAULT}|(?:not|no|never)(?:(?: \w+){{0,4}}? {_GOOD})?|(?:got|have|has) (?:some |a bit of )?water"
        + rf"|waiting for (?:some\w*|any\w*|him|them|you|(?:the|a|your) {_REPAIRER})|"
        + one_of("""
        same there happening exists? persists? out down off unresolved unfixed making coming running pending
        dark
    """)
        + r")\b(?: \w+ed\b)?(?: yet)?",
    ),
    (
        "no",
        whole("""
        persists? unresolved unfixed unsolved unrepaired worse worsened worsening useless failed
    """),
    ),
    ("no", rf"\b{_FAULT}(?: \w+){{0,4}} (?:again|once more|back|came back|returned|continues|remains)\b"),
    ("no", rf"\b(?:again|started|starts)(?: \w+){{0,2}} {_FAULT}\b"),
    ("no", r"\b(?:happen\w*|started|occur\w*|failed|broke\w*) again\b"),
    ("no", r"\b(?:the )?same " + one_of("problem issue thing as_before again story fault situation old") + r"\b"),
    ("no", r"^it (?:is leaking|leaks|was leaking)\b"),
)

_NOBODY_CAME: Stage = (
    ("no", r"\b(?:nobody|no ?one|none)\b(?: (?:has|have|had|ever|is|was)){0,3}(?: \w+)?"),
    (
        "no",
        r"\b(?:not|never)(?: \w+)? "
        + one_of("""
        come came show(?:ed|n)? arrived? turn(?:ed)?_up visit(?:ed)? attend(?:ed)? start(?:ed)? been_here
    """)
        + r"\b(?: up)?",
    ),
)

_NOT_MENDED: Stage = (
    # "No water on the floor" is good news.
    (
        "no",
        r"\b(?:no|not|without)(?: (?:have|get|getting|got|having|any)){0,2} "
        + rf"{_SUPPLY}\b(?! (?:on|from|under|drip|com))",
    ),
    (
        "no",
        r"\bcan not (?:be )?"
        + one_of("flush turn switch open close shut use used lock unlock drain start stop")
        + r"\b",
    ),
    ("no", r"\b(?:it|that|this) (?:is|has|was|does|did) not$"),
    (
        "no",
        r"\bno (?:\w+ )?"
        + one_of("""
        change difference improvement progress effect better good show luck joy action repair
    """)
        + r"\b",
    ),
    (
        "no",
        whole(r"""
        not no never nothing neither hardly barely far_from yet_to fail(?:s|ed)?_to unable_to only_half
        only_part\w* half partly partially
    """)
        + rf"(?: \w+){{0,4}}? {_GOOD}\b",
    ),
)

_MENDED: Stage = (
    (
        "yes",
        whole("fixed repaired solved resolved mended sorted")
        + rf"(?: (?:the|my|our|that|all|a|it|out|up)){{0,3}}(?: \w+)?(?: {_FAULT})?\b",
    ),
    ("yes", whole("works working worked") + r"|\bwork (?:well|fine|now|again|properly|perfectly|ok)\b"),
    (
        "yes",
        whole("all so_far_so everything everything_is it_is is are now looks? seems? feels?")
        + r" (?:\w+ )?(?:good|fine|ok|okay|well|clear|great|perfect|dry|normal|set)\b",
    ),
    ("yes", r"\b(?:ok|okay|good|fine|clear|dry) (?:now|already|again|liao)\b"),
    ("yes", r"^(?:good|fine|perfect|excellent|done|finished|completed)$"),
    (
        "yes",
        whole("""
        done finished completed cleared unblocked replaced restored rectified settled cured functioning
        operational perfectly
    """),
    ),
    ("yes", rf"\b{_SUPPLY}(?: \w+){{0,2}} (?:back|restored|on again)\b"),
    ("yes", whole("back_to_normal back_on up_and_running") + r"|\brunning (?:well|fine|smoothly|normally|again)\b"),
)

ENGLISH = Phrasebook(
    courtesy="|".join(
        (
            r"(?:\bi )?(?:\bam )?\b(?:not sure|do not know|no idea)(?= why| how)",
            r"\bno (?:need|worries|rush|hurry|thanks|thank you|doubt)\b(?: (?:to|for)(?: \w+)?)?",
            r"\bno(?=\.? ?\d)",
            r"\bno prob(?:lem|s)?\b(?! (?:now|any|at all|since|so far|with|left|here))",
            whole("not_only well_done")
            + "|"
            + whole("""
        good_morning good_afternoon good_evening good_night good_day good_job good_work good_man
        good_service
    """),
            r"\b(?:your|hard|the|nice|great) work\b",
            r"\b(?:(?:i|we) )?will (?:let you know|(?:tell|inform|call|contact|text) you)\b",
        )
    ),
    but=r"\b(?:but|however|although|though|except|yet(?= the| my| now))\b",
    condition=r"\b(?:if|in case|unless)\b.*",
    hedge=whole(r"""
        maybe perhaps might may_be hopefully hope probably should_be almost nearly mostly for_now as_much
        as_bad less slightly a_bit a_little better half partly partially temporar\w*
    """),
    doubt=r"\b(?:"
    + one_of("""
        not_sure not_certain unsure do_not_know dunno no_idea will_check will_see will_test will_try
        will_look let_me_check let_me_see check_later check_tonight check_tomorrow can_not_tell
    """)
    + r"|(?:not|have to|need to|going to|yet to)(?: \w+)?(?: been)? "
    + one_of("check checked test tested tried try looked? seen home back_home")
    + r"|(?:i am|we are) (?:not|still))\b",
    polar_question=r"^(?:so )?"
    + one_of("is are was were has have does do did will would can could may shall should")
    + " "
    + one_of(r"it this that there the my our you i we he she they some\w* any\w*")
    + r"\b",
    open_question=r"^\W*(?:when|what|who|where|which|how)\b",
    reproach=r"\b(?:why|how come|how can)\b",
    request=r"\b(?:"
    + one_of("""
        send needs? wants? bring give tell ask arrange book invoice receipt bill quote price charge
    """)
    + r"|(?:to|must|should|will|can|could) (?:be|get|have) (?:\w+ )?(?:fixed|repaired|done|solved|resolved|checked)"
    + r"|get (?:it|this|that) (?:fixed|repaired|done)|working (?:on|from)"
    + r"|still working(?! (?:fine|well|good|ok|perfectly|properly|normally)))\b",
    past=r"^(?:it |that |this |the \w+ )?(?:was|were|had been|used to)\b",
    addition=whole("also too another as_well other"),
    again=whole("again"),
    now=whole("now today finally already eventually"),
    fault=rf"\b{_FAULT}\b",
    stages=(_DENIED_FAULTS, _STILL_WRONG, _NOBODY_CAME, _NOT_MENDED, _MENDED),
    bare_no=r"(?:sorry |unfortunately )?"
    + one_of("""
        no n nope nah negative not_yet not_really not_at_all not_quite not_exactly not_so never afraid_not
        unfortunately_not do_not_think_so i_do_not_think_so
    """)
    + "(?: (?:not yet|sir|madam|yet|la|lah|leh|lor|ah))?"
    + "|(?:i am )?afraid not",
    bare_yes="(?:y|yes{1,5}|yep|yeah|yup|yea|ya|confirmed|correct|affirmative)(?: (?:sir|madam|it is|it was|please))?",
    leading_no=r"(?:no|nope)(?= "
    + one_of("""
        it i we still not the that this sorry they he she nothing nobody never my our you there same is has
        was already everything all
    """)
    + r"\b)",
    leading_yes=r"(?:yes|yep|yeah|yup|y)\b",
    filler="|".join(
        (
            whole("""
        thanks? thank_you thx tks ty many much so very really a_lot lots cheers hi hello hey dear sir madam
        bye regards
    """),
            whole("""
        all ok okay noted received great excellent nice nicely wonderful lovely awesome amazing super
        brilliant perfect good
    """),
            whole("""
        job fast quick quickly prompt promptly service polite friendly professional helpful kind efficient
        best
    """),
            whole("""
        your you the a an it its is are was were has have had been be i we my our he she they his this that
        and just
    """),
            whole("""
        now today yesterday tonight morning afternoon evening already finally again for to of in at on by
        from with as
    """),
            whole("""
        well please la lah lar leh lor ar ah wor ga technicians? workers? workm[ae]n plumber electrician
        engineer guys? man men
    """),
            whole("""
        team staff people everyone everything came come did do does think believe seems? looks? confirm say
        happy
    """),
            whole(r"""
        pleased appreciate\w* help support indeed totally completely fully properly too as_expected why
        still yes no
    """),
            r"\b[cw]-\d{4}-\d+|\b\d{1,2}-\d{1,3}-?[a-z]\b",
        )
    ),
)
