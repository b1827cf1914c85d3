"""What stands in the list of English words, and is the misspelling of another nevertheless."""

from backend.exercises.tongues.shape import listed

WITHOUT_APOSTROPHE = listed(
    "arent cant couldnt didnt doesnt dont hadnt hasnt havent hes isnt ive mustnt shes "
    "shouldnt thats theyll theyre theyve wasnt werent weve whats wont wouldnt youll youre "
    "youve"
)
MISSPELT = listed(
    "accidently accompt adminstrative aksed aksing alined alledged alow alowed apprentise "
    "appretiate artifical atended baed becuse beflow beleave beleaves beleaving beleive "
    "belive beliving cancell claime cleck collogue collogues commerical commmon compatable "
    "compeared compearing considred controled controling delibrate desireable determin "
    "determins develope developement developements diffrent discovred disgest dispair emprove "
    "emproved everwhere excede exceded exersize exersizes exersizing feild floting forbitten "
    "forcast foward frist goverment grat hights imagin incudes indentical intresting liquour "
    "managment millenium minium mothing neccesary nethertheless nither noticable nowdays "
    "occured occurence occuring offred opposit percieve percieved posession prefered premit "
    "proove prooved propper publically realy recieve recieved recuring refered refering "
    "registred reguard responsable responsibilty saught scetch seperate similiar snaped "
    "speeling stoped stoping succede succesful succuss surprize surprized surprizing tatoo "
    "tatoos tecnology thier thrid throughly tomatos tommorow tomorow truely untill ususal "
    "varify visable wich writting"
)
